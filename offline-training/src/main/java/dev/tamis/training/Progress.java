package dev.tamis.training;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on standard error; silent where no person watches a terminal. */
final class Progress {
    private static final int UPDATE_MS = 250;
    private static final long MANY = 1_000_000; // a line of 80 columns has no room for more digits
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final Object TERMINAL = new Object();

    private Progress() {}

    /**
     * A bar of images.
     *
     * @param total number of images, -1 where it is not known
     */
    static ProgressBar ofImages(String task, long total) {
        boolean many = total >= MANY;
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(many ? "k images" : " images", many ? 1000 : 1)
                .showSpeed(new DecimalFormat(many ? "0.00" : "0"))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(System.console() == null ? new Silent() : new Terminal())
                .build();
    }

    /** Prints a line where a bar may be drawn: in its place, and the bar goes on below. */
    static void printLine(PrintWriter stdout, String line) {
        synchronized (TERMINAL) {
            if (System.console() != null) {
                System.err.print(ERASE_LINE);
                System.err.flush();
            }
            stdout.println(line);
            stdout.flush();
        }
    }

    private static final class Terminal extends ConsoleProgressBarConsumer {
        Terminal() {
            super(System.err);
        }

        @Override
        public void accept(String rendered) {
            synchronized (TERMINAL) {
                super.accept(rendered);
            }
        }
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
