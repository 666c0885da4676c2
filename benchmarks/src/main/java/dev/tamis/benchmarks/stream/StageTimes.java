package dev.tamis.benchmarks.stream;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How long a thread was in each stage. */
final class StageTimes {
    private final long[] nanos = new long[Stage.values().length];
    private long last = System.nanoTime();

    /** What passed since the time before was this stage. */
    void passed(Stage stage) {
        long now = System.nanoTime();
        nanos[stage.ordinal()] += now - last;
        last = now;
    }

    /** Forgets what passed so far. */
    void begin() {
        Arrays.fill(nanos, 0);
        last = System.nanoTime();
    }

    /** Milliseconds for each of so many images, of the stages that took any. */
    Map<Stage, Double> millis(long images) {
        Map<Stage, Double> millis = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (nanos[stage.ordinal()] > 0) {
                millis.put(stage, nanos[stage.ordinal()] / 1e6 / images);
            }
        }
        return millis;
    }
}
