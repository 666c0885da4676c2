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
import dev.tamis.local.stack.ProcessStack;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a mixed stream through a stack while parts of it are killed, and follows each submission to its outcome. Everything
 * but the answers to the sender happens in the calling thread.
 */
public final class ChaosRun implements OutcomeReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Covers two checkpoints of the job. */
    private static final Duration GRACE = Duration.ofMillis(2500);

    private static final String MARKER = "marker";

    /** Of the submissions, so that the stream lasts for many checkpoints. */
    private static final int WINDOWS = 20;

    private static final int SMALLEST_WINDOW = 200;
    private static final int LARGEST_WINDOW = 2_000;

    private final Order order;
    private final ProcessStack stack;
    private final Clock clock;
    private final IntConsumer progress;
    private final OutcomeLedger ledger = new OutcomeLedger();
    private final Map<String, Expected> expected = new HashMap<>();
    private final Queue<Kill> coming;
    private final Queue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final List<Kill> struck = new ArrayList<>();
    private Instant lastChange;
    private int ended;
    private boolean markerSeen;

    /**
     * @param stack what the stream goes through, and what is killed; the caller closes it
     * @param progress told how many submissions have their outcome
     */
    public ChaosRun(Order order, ProcessStack stack, Clock clock, IntConsumer progress) {
        this.order = order;
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
        this.coming = new ArrayDeque<>(order.plan().kills());
        this.lastChange = clock.instant();
    }

    /** A kill whose time is known. */
    private record Due(Instant at, Kill kill) {}

    /**
     * What to do.
     *
     * @param submissions how many to send
     * @param plan what to kill, and when
     * @param seed mixes the submissions
     * @param patience how long nothing may happen before the rest is given up as lost
     */
    public record Order(int submissions, KillPlan plan, long seed, Duration patience) {}

    /**
     * Runs to the end.
     *
     * @throws IllegalStateException where the job has ended, or cannot be asked for duplicates
     */
    public ChaosReport run() throws IOException, InterruptedException {
        Instant started = clock.instant();
        try (OutcomeReader reader = OutcomeReader.atEnd(stack.bootstrapServers(), clock);
                SubmissionSender sender = SubmissionSender.connect(stack.bootstrapServers(), MARKER, clock)) {
            lastChange = clock.instant();
            follow(reader, sender);
            Instant lastOutcome = lastChange;
            sender.send(new AccountUpload(MARKER, MARKER, PaintedUploads.all().get(0)));
            lookForDuplicates(reader);
            return ChaosReport.of(
                    order.seed(),
                    ledger,
                    expected,
                    struck,
                    ended,
                    stack.metrics().restarts(),
                    Duration.between(started, lastOutcome));
        }
    }

    private void follow(OutcomeReader reader, SubmissionSender sender) throws IOException {
        Feed feed = new Feed(new MixedUploads(order.seed(), Mix.ROUGH), order.submissions(), window(), sender);
        while (lastChange.plus(order.patience()).isAfter(clock.instant())) {
            feed.fill(ledger.settledCount(), step -> expected.put(step.event().name(), step.expected()));
            for (Optional<SendResult> answer = feed.answer(); answer.isPresent(); answer = feed.answer()) {
                ledger.enter(answer.get());
            }
            reader.read(POLL, this);
            progress.accept(ledger.settledCount());
            strike();
            if (feed.done()
                    && ledger.complete()
                    && struck.size() == order.plan().kills().size()) {
                return;
            }
            stack.requireRunning();
            ended += stack.replaceEndedTaskManagers();
        }
        LOG.warn("given up: nothing happened for {}", order.patience());
    }

    private int window() {
        return Math.max(SMALLEST_WINDOW, Math.min(LARGEST_WINDOW, order.submissions() / WINDOWS));
    }

    private void strike() throws IOException {
        Instant now = clock.instant();
        while (!coming.isEmpty() && coming.element().outcomes() <= ledger.settledCount()) {
            Kill kill = coming.remove();
            due.add(new Due(now.plus(kill.delay()), kill));
        }
        while (!due.isEmpty() && !due.element().at().isAfter(now)) {
            Kill kill = due.remove().kill();
            LOG.info("{} outcomes: {}", ledger.settledCount(), kill);
            strike(kill);
            struck.add(kill);
            lastChange = now;
        }
    }

    private void strike(Kill kill) throws IOException {
        int taskManager = kill.choice() % stack.taskManagers();
        switch (kill.target()) {
            case TASK -> stack.failTask(taskManager, kill.choice() / stack.taskManagers());
            case TASK_MANAGER -> stack.crashTaskManager(taskManager);
            case BROKER -> stack.crashBroker();
        }
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
