package dev.tamis.local.replay;

import dev.tamis.generator.load.Arrivals;
import dev.tamis.generator.load.OpenLoop;
import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.generator.load.UploadSequence;
import dev.tamis.generator.load.UploadSequence.Step;
import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.OutcomeReader;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Sends uploads when they are due, whatever comes of those before, and reads their outcomes meanwhile. */
public final class ReplayRun implements OutcomeReader.Listener {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double MICROS_IN_MILLI = 1000;
    private static final Duration NO_ROOM = Duration.ofMillis(1);

    private final Order order;
    private final Clock clock;
    private final Listener listener;
    private final Instant started;
    private final Instant measuredFrom;
    private final Deliveries deliveries;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private Instant lastChange;
    private int unsent;
    private int begun; // of the sending thread alone

    private ReplayRun(Order order, Clock clock, Listener listener) {
        this.order = order;
        this.clock = clock;
        this.listener = listener;
        this.started = clock.instant();
        this.measuredFrom = started.plus(order.warmUp());
        this.deliveries = new Deliveries(measuredFrom);
        this.lastChange = started;
    }

    /**
     * What to do.
     *
     * @param pace when submissions are due
     * @param uploads what they are
     * @param seed repeats the uploads and their times
     * @param warmUp how long to send before anything is measured
     * @param measured how long to send after that
     * @param patience how long nothing may come out, once everything is sent, before the rest is given up as lost
     */
    public record Order(
            Pace pace, UploadSequence uploads, long seed, Duration warmUp, Duration measured, Duration patience) {}

    /** Told some times a second how far a run is. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Time has passed.
         *
         * @param passed since sending began
         * @param outcomes so far
         */
        void onProgress(Duration passed, int outcomes);
    }

    /** What the broker answered for a submission. */
    private record Answer(SendResult result, Instant due) {}

    /**
     * Runs to the last outcome, or until nothing comes any more.
     *
     * @param kafka that carries the topics
     * @throws dev.tamis.local.stack.UnusableKafkaException where it does not answer or lacks one of them
     */
    public static ReplayReport run(Order order, KafkaConnection kafka, Clock clock, Listener listener)
            throws InterruptedException {
        try (OutcomeReader reader = OutcomeReader.atEnd(kafka, OutcomeReader.OUTCOMES, clock);
                SubmissionSender sender = SubmissionSender.connect(kafka.properties(Map.of()), "replay", clock)) {
            order.uploads().prepare();
            return new ReplayRun(order, clock, listener).run(sender, reader);
        }
    }

    private ReplayReport run(SubmissionSender sender, OutcomeReader reader) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> sending = thread.submit(() -> send(sender));
            int warmedUp = 0;
            while (!sending.isDone()) {
                read(reader);
                warmedUp = clock.instant().isBefore(measuredFrom) ? deliveries.settled() : warmedUp;
            }
            double seconds = seconds(measuredFrom, clock.instant());
            int meanwhile = deliveries.settled() - warmedUp;
            int events = events(sending);
            while (done.get() < events && lastChange.plus(order.patience()).isAfter(clock.instant())) {
                read(reader);
            }
            return report(events, meanwhile / seconds);
        } finally {
            thread.shutdownNow();
        }
    }

    private int send(SubmissionSender sender) {
        try {
            return OpenLoop.run(arrivals(order.pace()), order.warmUp().plus(order.measured()), (number, late) -> {
                Instant dueAt = clock.instant().minusNanos(late);
                Step step = order.uploads().step(number);
                sender.send(step.event()).thenAccept(result -> answers.add(new Answer(result, dueAt)));
                if (step.again() != null) {
                    sender.send(step.again()); // whatever comes of it, it is no submission of its own
                }
            });
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Arrivals arrivals(Pace pace) {
        if (pace instanceof Pace.Open open) {
            return open.arrivals();
        }
        int most = ((Pace.Closed) pace).most();
        return now -> whenThereIsRoom(now, most);
    }

    private long whenThereIsRoom(long now, int most) {
        while (begun - done.get() >= most && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(NO_ROOM.toNanos());
        }
        begun++;
        return now;
    }

    private static int events(Future<Integer> sending) throws InterruptedException {
        try {
            return sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the uploads could not be sent", e.getCause());
        }
    }

    private void read(OutcomeReader reader) {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            if (answer.result() instanceof Sent sent) {
                deliveries.sent(sent.submissionId(), answer.due());
            } else {
                unsent++;
            }
        }
        reader.read(POLL, this);
        done.set(deliveries.settled() + unsent);
        listener.onProgress(Duration.between(started, clock.instant()), deliveries.settled());
    }

    private ReplayReport report(int events, double outcomesPerSecond) {
        Histogram micros = deliveries.micros();
        return new ReplayReport(
                order.seed(),
                events - unsent,
                unsent,
                deliveries.verdicts(),
                deliveries.rejections(),
                events - unsent - deliveries.settled(),
                deliveries.duplicates(),
                seconds(started, lastChange),
                outcomesPerSecond,
                micros.getTotalCount(),
                millis(micros, 50),
                millis(micros, 95),
                millis(micros, 99),
                millis(micros, 99.9),
                millis(micros, 100));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_IN_MILLI;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    @Override
    public void onOutcome(Outcome outcome) {
        deliveries.outcome(outcome);
        lastChange = outcome.seenAt();
    }

    @Override
    public void onReviewItem(ReviewItem item) {
        // The submission's verdict counts.
    }
}
