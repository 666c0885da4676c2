package dev.tamis.stream.detect;

import dev.tamis.stream.policy.VerdictPolicy;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes ready what an assignment asks for, on a thread beside the task, while the task goes on with what it has: reads the
 * files, loads the detectors and lets them score, so that the first real batch is no slower than the others. What cannot be
 * made ready is tried again.
 *
 * <p>Assignments are made ready one after the other; of several that wait only the latest.
 */
final class Preparation implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int WARM_UP_ROUNDS = 3;

    /** Hears of what became of assignments, on the thread of the preparation. */
    interface Listener {
        /** Something waits to be {@linkplain #taken taken}. */
        void ready();

        void failed(Assignment assignment, Exception cause);
    }

    /**
     * What an assignment asks for, ready to score. Whoever has it closes the scorers.
     *
     * @param scorer the detector that gives the verdicts, where it is another than before
     * @param policy how the scores of the detector that gives the verdicts become verdicts
     * @param shadow the detector in shadow, where it is another than before
     */
    record Ready(
            Assignment assignment,
            @Nullable Scorer scorer,
            VerdictPolicy policy,
            @Nullable Scorer shadow) {}

    private record Prepared(DetectorReference reference, DetectorProfile profile) {}

    private final DetectorLoader loader;
    private final int maxBatch;
    private final String task;
    private final Duration patience;
    private final Listener listener;
    private final ScheduledThreadPoolExecutor thread;
    private final Deque<Ready> ready = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this
    private volatile @Nullable Assignment latest;
    private @Nullable Prepared detector;
    private @Nullable Prepared shadow;

    /**
     * @param maxBatch the largest batch that a detector will be given
     * @param task named in the names of threads
     * @param patience how long closing a detector may wait for its batch
     */
    Preparation(DetectorLoader loader, int maxBatch, String task, Duration patience, Listener listener) {
        this.loader = loader;
        this.maxBatch = maxBatch;
        this.task = task;
        this.patience = patience;
        this.listener = listener;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "preparation of " + task);
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Makes the detector of the task's first assignment ready, here and now; its shadow follows.
     *
     * @throws UnusableDetectorException where it cannot be
     */
    Scorer first(Assignment assignment) throws UnusableDetectorException {
        Scorer scorer = scorer(assignment.detector(), assignment.verdict());
        detector = new Prepared(assignment.detector(), scorer.profile());
        if (assignment.shadow() != null) {
            begin(assignment);
        }
        return scorer;
    }

    /** Begins to make an assignment ready. */
    void begin(Assignment assignment) {
        latest = assignment;
        thread.execute(() -> prepare(assignment));
    }

    /** What became ready and was not taken yet, the eldest first. */
    synchronized Optional<Ready> taken() {
        return Optional.ofNullable(ready.poll());
    }

    private void prepare(Assignment assignment) {
        if (!assignment.equals(latest)) {
            return;
        }
        Scorer loaded = null;
        Scorer loadedShadow = null;
        try {
            Prepared current = detector;
            if (current == null || !current.reference().equals(assignment.detector())) {
                loaded = scorer(assignment.detector(), assignment.verdict());
                current = new Prepared(assignment.detector(), loaded.profile());
            }
            VerdictPolicy policy = policy(assignment.verdict(), current.profile());
            Prepared currentShadow = shadow;
            DetectorReference wanted = assignment.shadow();
            if (wanted == null) {
                currentShadow = null;
            } else if (currentShadow == null || !currentShadow.reference().equals(wanted)) {
                loadedShadow = scorer(wanted, assignment.verdict().with(null, null));
                currentShadow = new Prepared(wanted, loadedShadow.profile());
            }
            detector = current;
            shadow = currentShadow;
            handOver(new Ready(assignment, loaded, policy, loadedShadow));
        } catch (UnusableDetectorException | RuntimeException e) {
            retire(loaded);
            retire(loadedShadow);
            listener.failed(assignment, e);
            tryAgain(assignment);
        }
    }

    private void handOver(Ready made) {
        synchronized (this) {
            if (closed) {
                retire(made.scorer());
                retire(made.shadow());
                return;
            }
            ready.add(made);
        }
        listener.ready();
    }

    private synchronized void tryAgain(Assignment assignment) {
        if (!closed) {
            thread.schedule(() -> prepare(assignment), RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Scorer scorer(DetectorReference reference, VerdictSettings verdict) throws UnusableDetectorException {
        LoadedDetector loaded = loader.load(reference);
        try {
            DetectorProfile profile = loaded.profile();
            VerdictPolicy policy = policy(verdict, profile);
            warmUp(loaded.detector());
            String name = "detector %s of %s".formatted(profile.identity().getId(), task);
            return new Scorer(new ModelThread(loaded.detector(), name, patience), loaded.device(), profile, policy);
        } catch (RuntimeException e) {
            loaded.detector().close();
            throw e;
        }
    }

    private static VerdictPolicy policy(VerdictSettings verdict, DetectorProfile profile) {
        return verdict.policy(profile.thresholds(), profile.range());
    }

    private void warmUp(Detector loaded) {
        PreprocessSpec spec = loaded.metadata().preprocessing();
        RgbImage black = new RgbImage(spec.width(), spec.height(), new byte[spec.tensorSize()]);
        List<RgbImage> batch = Collections.nCopies(maxBatch, black);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            loaded.detect(batch);
        }
    }

    private static void retire(@Nullable Scorer scorer) {
        if (scorer != null) {
            scorer.model().retire();
        }
    }

    /** What is being loaded is let go as soon as it is ready. */
    @Override
    public synchronized void close() {
        closed = true;
        latest = null;
        thread.shutdownNow();
        for (Ready untaken : ready) {
            retire(untaken.scorer());
            retire(untaken.shadow());
        }
        ready.clear();
    }
}
