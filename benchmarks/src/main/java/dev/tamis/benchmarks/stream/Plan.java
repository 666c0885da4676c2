package dev.tamis.benchmarks.stream;

import java.time.Duration;

/**
 * How long services are measured.
 *
 * @param warmUp so many small images go before the others, of which each service takes what it needs
 * @param images of the size that is measured
 * @param settling from the last of the small ones on, not measured either; as often as a compiler is still at work
 * @param measured after that, or until there are no more
 */
public record Plan(int warmUp, int images, Duration settling, Duration measured) {
    private static final int USUAL_WARM_UP = 120_000;
    private static final Duration USUAL_SETTLING = Duration.ofSeconds(10);
    private static final Duration USUAL_MEASURED = Duration.ofSeconds(20);

    /** What tells services apart on this machine. */
    public static Plan of(UploadSize size) {
        return new Plan(
                USUAL_WARM_UP,
                size.backlog(Runtime.getRuntime().availableProcessors()),
                USUAL_SETTLING,
                USUAL_MEASURED);
    }
}
