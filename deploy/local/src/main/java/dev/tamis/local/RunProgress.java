package dev.tamis.local;

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

    /** @param uploads how many outcomes are expected */
    static RunProgress show(int uploads) {
        if (System.console() == null) {
            return new RunProgress(null);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Outcomes")
                .setInitialMax(uploads)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .clearDisplayOnFinish()
                .build();
        bar.setExtraMessage("starting Kafka and Flink");
        return new RunProgress(bar);
    }

    /** @param count outcomes so far */
    void outcomes(int count) {
        if (bar != null) {
            bar.setExtraMessage(count == 0 ? "waiting for the first" : "");
            bar.stepTo(count);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
