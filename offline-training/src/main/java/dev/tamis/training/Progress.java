package dev.tamis.training;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on standard error; silent where no person watches a terminal. */
final class Progress {
    private static final int UPDATE_MS = 250;

    private Progress() {}

    /**
     * A bar of images.
     *
     * @param total number of images, -1 where it is not known
     */
    static ProgressBar ofImages(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" images", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(System.console() == null ? new Silent() : new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    private static final class Silent implements ProgressBarConsumer {
        private static final int WIDTH = 80;

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String rendered) {}

        @Override
        public void close() {}
    }
}
