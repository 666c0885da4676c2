package dev.tamis.local;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** One live line on standard error for a person at a terminal; nothing where the output goes elsewhere. */
final class RunProgress implements AutoCloseable {
    private static final int UPDATE_MS = 200;
    private final @Nullable ProgressBar bar;

    private RunProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Begins the line of a run that starts Kafka and Flink.
     *
     * @param uploads how many outcomes are expected
     */
    static RunProgress ofOutcomes(int uploads) {
        return begin("Outcomes", uploads, "", "starting Kafka and Flink");
    }

    /** Begins the line of a run that takes a given time. */
    static RunProgress ofTime(Duration length) {
        return begin("Sending", length.toSeconds(), " s", "");
    }

    @SuppressWarnings("SystemConsoleNull") // jvm.options asks newer JDKs for the console of JDK 17
    private static RunProgress begin(String task, long max, String unit, String message) {
        if (System.console() == null) {
            return new RunProgress(null);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUnit(unit, 1)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .clearDisplayOnFinish()
                .build();
        bar.setExtraMessage(message);
        return new RunProgress(bar);
    }

    /**
     * Moves the line on.
     *
     * @param count outcomes so far
     */
    void outcomes(int count) {
        if (bar != null) {
            bar.setExtraMessage(count == 0 ? "waiting for the first" : "");
            bar.stepTo(count);
        }
    }

    /**
     * Moves the line on.
     *
     * @param passed since the beginning
     * @param outcomes so far
     */
    void time(Duration passed, int outcomes) {
        if (bar != null) {
            bar.setExtraMessage("%,d outcomes".formatted(outcomes));
            bar.stepTo(Math.min(passed.toSeconds(), bar.getMax()));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
