package dev.tamis.local.endurance;

import dev.tamis.generator.load.MixedUploads;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.generator.load.SendResult;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.OutcomeReader;
import dev.tamis.local.stack.JobMetrics;
import dev.tamis.local.stack.ProcessMemory;
import dev.tamis.local.stack.ProcessStack;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Sends a long stream through a stack and looks at the memory of its first TaskManager meanwhile. */
public final class SoakRun implements OutcomeReader.Listener {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int WINDOW = 4_000;
    private static final long SEED = 1;

    private final Order order;
    private final ProcessStack stack;
    private final Clock clock;
    private final IntConsumer progress;
    private final List<MemorySample> samples = new ArrayList<>();
    private Instant lastChange;
    private int outcomes;

    /**
     * @param stack what the stream goes through; the caller closes it
     * @param progress told how many submissions have their outcome
     */
    public SoakRun(Order order, ProcessStack stack, Clock clock, IntConsumer progress) {
        this.order = order;
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
        this.lastChange = clock.instant();
    }

    /**
     * What to do.
     *
     * @param records how many submissions to send
     * @param every how often to look
     * @param patience how long nothing may come out
     */
    public record Order(int records, Duration every, Duration patience) {}

    /**
     * Runs to the last outcome.
     *
     * @return what was seen, at equal distances
     * @throws IllegalStateException where the job has ended, a submission cannot be sent, or nothing came out for too long
     */
    public List<MemorySample> run() throws IOException, InterruptedException {
        JobMetrics metrics = stack.metrics();
        try (OutcomeReader reader = OutcomeReader.atEnd(stack.bootstrapServers(), clock);
                SubmissionSender sender = SubmissionSender.connect(stack.bootstrapServers(), "soak", clock)) {
            Feed feed = new Feed(new MixedUploads(SEED, Mix.TINY), sent -> sent < order.records(), WINDOW, sender);
            Instant started = clock.instant();
            Instant next = started;
            lastChange = started;
            while (outcomes < order.records()) {
                feed.fill(outcomes, step -> {});
                requireSent(feed);
                reader.read(POLL, this);
                progress.accept(outcomes);
                stack.requireRunning();
                Instant now = clock.instant();
                requireChange(now);
                if (!now.isBefore(next)) {
                    samples.add(sample(Duration.between(started, now), metrics));
                    next = now.plus(order.every());
                }
            }
            samples.add(sample(Duration.between(started, clock.instant()), metrics));
            return List.copyOf(samples);
        }
    }

    private static void requireSent(Feed feed) {
        for (Optional<SendResult> answer = feed.answer(); answer.isPresent(); answer = feed.answer()) {
            if (answer.get() instanceof NotSent unsent) {
                throw new IllegalStateException("%s could not be sent: %s".formatted(unsent.name(), unsent.reason()));
            }
        }
    }

    private void requireChange(Instant now) {
        if (lastChange.plus(order.patience()).isBefore(now)) {
            throw new IllegalStateException("nothing came out for %s".formatted(order.patience()));
        }
    }

    private MemorySample sample(Duration time, JobMetrics metrics) throws IOException, InterruptedException {
        double seconds = time.toMillis() / 1000.0;
        ProcessMemory memory = stack.memory(0);
        return new MemorySample(
                seconds,
                outcomes,
                rate(seconds),
                memory.heap(),
                memory.resident(),
                memory.direct(),
                metrics.rocksdbBytes());
    }

    private double rate(double seconds) {
        if (samples.isEmpty()) {
            return 0;
        }
        MemorySample before = samples.get(samples.size() - 1);
        return (outcomes - before.records()) / Math.max(seconds - before.seconds(), 1e-3);
    }

    @Override
    public void onOutcome(Outcome outcome) {
        outcomes++;
        lastChange = clock.instant();
    }

    @Override
    public void onReviewItem(ReviewItem item) {
        // The submission's verdict counts.
    }
}
