package dev.tamis.local.stack;

import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.Upload;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.outcome.OutcomeReader;
import dev.tamis.local.outcome.OutcomeTracker;
import dev.tamis.schemas.ReviewItem;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Sends uploads through a stack and follows them to their outcomes. */
final class StackSubmissions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private StackSubmissions() {}

    static OutcomeLedger send(LocalStack stack, Collection<Upload> uploads) {
        Clock clock = Clock.systemUTC();
        OutcomeTracker tracker = new OutcomeTracker(clock, PATIENCE, GRACE, new OutcomeTracker.Listener() {
            @Override
            public void onProgress(OutcomeLedger ledger) {
                stack.requireRunning();
            }

            @Override
            public void onReviewItem(ReviewItem item) {
                // The ledger counts it.
            }
        });
        try (OutcomeReader reader = OutcomeReader.atEnd(stack.bootstrapServers(), clock);
                SubmissionSender sender = SubmissionSender.connect(stack.bootstrapServers(), "test", clock)) {
            return tracker.follow(uploads, sender, reader);
        }
    }
}
