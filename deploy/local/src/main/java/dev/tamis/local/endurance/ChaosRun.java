package dev.tamis.local.endurance;

import dev.tamis.generator.load.AccountUpload;
import dev.tamis.generator.load.Expected;
import dev.tamis.generator.load.MixedUploads;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.outcome.OutcomeReader;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a mixed stream through a stack that is assaulted, and follows each submission to its outcome. Everything
 * but the answers to the sender happens in the calling thread.
 */
public final class ChaosRun implements OutcomeReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Covers two checkpoints of the job. */
    private static final Duration GRACE = Duration.ofMillis(2500);

    private static final String MARKER = "marker";

    private final Order order;
    private final Assault assault;
    private final Clock clock;
    private final IntConsumer progress;
    private final OutcomeLedger ledger = new OutcomeLedger();
    private final Map<String, Expected> expected = new HashMap<>();
    private Instant lastChange;
    private boolean markerSeen;

    /**
     * @param assault what the stream endures
     * @param progress told how many submissions have their outcome
     */
    public ChaosRun(Order order, Assault assault, Clock clock, IntConsumer progress) {
        this.order = order;
        this.assault = assault;
        this.clock = clock;
        this.progress = progress;
        this.lastChange = clock.instant();
    }

    /**
     * What to do.
     *
     * @param seed mixes the submissions
     * @param window most submissions without an outcome
     * @param patience how long nothing may happen before the rest is given up as lost
     */
    public record Order(long seed, int window, Duration patience) {}

    /**
     * Runs to the end.
     *
     * @throws IllegalStateException where the job has ended, or cannot be asked for duplicates
     */
    public ChaosReport run() throws IOException, InterruptedException {
        Instant started = clock.instant();
        try (OutcomeReader reader = OutcomeReader.atEnd(assault.bootstrapServers(), clock);
                SubmissionSender sender = SubmissionSender.connect(assault.bootstrapServers(), MARKER, clock)) {
            lastChange = clock.instant();
            follow(reader, sender);
            Instant lastOutcome = lastChange;
            sender.send(new AccountUpload(MARKER, MARKER, PaintedUploads.all().get(0)));
            lookForDuplicates(reader);
            return ChaosReport.of(
                    order.seed(),
                    ledger,
                    expected,
                    assault.struck(),
                    assault.ended(),
                    assault.restarts(),
                    Duration.between(started, lastOutcome));
        }
    }

    private void follow(OutcomeReader reader, SubmissionSender sender) throws IOException {
        Feed feed = new Feed(new MixedUploads(order.seed(), Mix.ROUGH), assault::wantsMore, order.window(), sender);
        while (lastChange.plus(order.patience()).isAfter(clock.instant())) {
            feed.fill(ledger.settledCount(), step -> expected.put(step.event().name(), step.expected()));
            for (Optional<SendResult> answer = feed.answer(); answer.isPresent(); answer = feed.answer()) {
                ledger.enter(answer.get());
            }
            reader.read(POLL, this);
            progress.accept(ledger.settledCount());
            if (assault.advance(ledger.settledCount())) {
                lastChange = clock.instant();
            }
            if (feed.done() && ledger.complete() && assault.over()) {
                return;
            }
        }
        LOG.warn("given up: nothing happened for {}", order.patience());
    }

    /** What a failure had doubled would be visible with the checkpoint that shows the marker. */
    private void lookForDuplicates(OutcomeReader reader) {
        Instant giveUp = clock.instant().plus(order.patience());
        while (!markerSeen && clock.instant().isBefore(giveUp)) {
            reader.read(POLL, this);
        }
        if (!markerSeen && ledger.complete()) {
            throw new IllegalStateException("the marker after the last submission has no outcome");
        }
        Instant end = clock.instant().plus(GRACE);
        while (clock.instant().isBefore(end)) {
            reader.read(POLL, this);
        }
        reader.readToEnd(this);
    }

    @Override
    public void onOutcome(Outcome outcome) {
        if (outcome.submissionId().equals(MARKER)) {
            markerSeen = true;
            return;
        }
        ledger.enter(outcome);
        lastChange = clock.instant();
    }

    @Override
    public void onReviewItem(ReviewItem item) {
        ledger.enterReviewItem(item.getSubmissionId());
        lastChange = clock.instant();
    }
}
