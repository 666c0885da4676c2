package dev.tamis.local.outcome;

import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.UploadEvent;
import dev.tamis.schemas.ReviewItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Sends upload events and follows each to its outcome, in the calling thread but for the sending.
 *
 * @param clock tells how long nothing happened
 * @param patience how long nothing may happen before the rest is given up as lost
 * @param grace how long to look for duplicates after the last outcome; covers more than one checkpoint
 * @param listener told of what happens
 */
public record OutcomeTracker(Clock clock, Duration patience, Duration grace, Listener listener) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Told of what happens, in the calling thread. */
    public interface Listener {
        /** Looked again: the ledger may have changed. Throws to end the run. */
        void onProgress(OutcomeLedger ledger);

        void onReviewItem(ReviewItem item);
    }

    /**
     * Sends the events and waits for their outcomes.
     *
     * @return what was sent and what came out, perhaps incomplete
     * @throws IllegalStateException where sending failed or stood still
     */
    public OutcomeLedger follow(
            Collection<? extends UploadEvent> events, SubmissionSender sender, OutcomeReader reader) {
        OutcomeLedger ledger = new OutcomeLedger();
        Queue<SendResult> results = new ConcurrentLinkedQueue<>();
        CompletableFuture<?> sending = send(events, sender, results::add);
        Entry entry = new Entry(ledger, listener);
        Instant lastChange = clock.instant();
        int changes = 0;
        while (lastChange.plus(patience).isAfter(clock.instant())) {
            boolean allSent = sending.isDone();
            drain(results, entry);
            if (allSent && ledger.complete()) {
                break;
            }
            reader.read(POLL, entry);
            if (entry.changes > changes) {
                changes = entry.changes;
                lastChange = clock.instant();
            }
            listener.onProgress(ledger);
        }
        finish(sending);
        lookForDuplicates(reader, entry);
        return ledger;
    }

    private static CompletableFuture<?> send(
            Collection<? extends UploadEvent> events, SubmissionSender sender, Consumer<SendResult> onResult) {
        return CompletableFuture.runAsync(() -> sender.sendAll(events, onResult), task -> {
            Thread thread = new Thread(task, "send-submissions");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void drain(Queue<SendResult> results, Entry entry) {
        for (SendResult result = results.poll(); result != null; result = results.poll()) {
            entry.onResult(result);
        }
    }

    private void finish(CompletableFuture<?> sending) {
        if (!sending.isDone()) {
            throw new IllegalStateException("for " + patience + " no upload could be sent");
        }
        try {
            sending.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the uploads could not be sent", e.getCause());
        }
    }

    private void lookForDuplicates(OutcomeReader reader, Entry entry) {
        Instant end = clock.instant().plus(grace);
        for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
            reader.read(Duration.between(now, end), entry);
        }
    }

    /** Enters into the ledger and counts the changes. */
    private static final class Entry implements OutcomeReader.Listener {
        private final OutcomeLedger ledger;
        private final Listener listener;
        private int changes;

        Entry(OutcomeLedger ledger, Listener listener) {
            this.ledger = ledger;
            this.listener = listener;
        }

        void onResult(SendResult result) {
            ledger.enter(result);
            changes++;
        }

        @Override
        public void onOutcome(Outcome outcome) {
            ledger.enter(outcome);
            changes++;
        }

        @Override
        public void onReviewItem(ReviewItem item) {
            ledger.enterReviewItem(item.getSubmissionId());
            listener.onReviewItem(item);
            changes++;
        }
    }
}
