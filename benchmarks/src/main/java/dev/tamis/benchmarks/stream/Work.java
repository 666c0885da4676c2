package dev.tamis.benchmarks.stream;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all cores did.
 *
 * @param imagesPerSecond of all together
 * @param stageMillis of a thread for each image, waiting for a core included
 */
public record Work(double imagesPerSecond, Map<Stage, Double> stageMillis) {
    public Work {
        stageMillis = Map.copyOf(stageMillis);
    }

    /** Of threads that worked beside each other. */
    static Work of(List<Work> threads) {
        double rate = threads.stream().mapToDouble(Work::imagesPerSecond).sum();
        Map<Stage, Double> millis = new EnumMap<>(Stage.class);
        for (Work thread : threads) {
            thread.stageMillis.forEach(
                    (stage, each) -> millis.merge(stage, each * thread.imagesPerSecond / rate, Double::sum));
        }
        return new Work(rate, millis);
    }
}
