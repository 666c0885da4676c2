package dev.tamis.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import dev.tamis.benchmarks.capacity.Costs.OfSize;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.benchmarks.stream.UploadSize;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What an image of a workload costs on average of its sizes.
 *
 * @param parts milliseconds of a core in the job, by part, with one TaskManager
 * @param added milliseconds of a core that it costs more with two TaskManagers, at least 0
 * @param contention the same as a share of all milliseconds, as they were measured
 * @param brokerMillis of a core in a broker that keeps one copy
 * @param exchangedBytes from task to task
 * @param submissionBytes in the topic of the submissions
 * @param verdictBytes in the topic of the verdicts
 * @param reviewItemBytes in the topic of the review items, of an image that has one
 */
record ImageCost(
        Map<JobPart, Spread> parts,
        Spread added,
        Spread contention,
        Spread brokerMillis,
        Spread exchangedBytes,
        double submissionBytes,
        double verdictBytes,
        double reviewItemBytes) {
    ImageCost {
        parts = Map.copyOf(parts);
    }

    /**
     * Of a workload.
     *
     * @param network what the network costs on its device, of what it costs on the CPU
     * @throws IllegalArgumentException where a size of the workload was not measured
     */
    static ImageCost of(Costs costs, Workload workload, Spread network) {
        Mix mix = Mix.of(costs.sizes(), workload.mix());
        Map<JobPart, Spread> parts = new EnumMap<>(JobPart.class);
        for (JobPart part : JobPart.values()) {
            parts.put(part, mix.spread(size -> size.one().millis(part)));
        }
        Spread added = mix.spread(ImageCost::added);
        Spread measured = mix.spread(size -> size.one().jobMillis());
        parts.put(
                JobPart.REVIEW_DESK,
                mix.spread(size ->
                        size.one().millis(JobPart.REVIEW_DESK).times(workload.flaggedShare() / size.flaggedShare())));
        parts.put(JobPart.NETWORK, requireNonNull(parts.get(JobPart.NETWORK)).times(network));
        return new ImageCost(
                parts,
                added,
                added.times(1 / measured.mean()),
                mix.spread(size -> size.one().brokerMillis()),
                mix.spread(size -> size.one().exchangedBytes()),
                mix.number(OfSize::submissionBytes),
                mix.number(OfSize::verdictBytes),
                mix.number(OfSize::reviewItemBytes));
    }

    private static Spread added(OfSize size) {
        Spread growth = size.growth();
        double millis = size.one().jobMillis().mean();
        return new Spread(
                Math.max(0, growth.mean() - 1) * millis,
                Math.max(0, growth.least() - 1) * millis,
                Math.max(0, growth.most() - 1) * millis);
    }

    /**
     * Milliseconds of a core in the job. What two TaskManagers cost more than one is put down to records that go to another process:
     * half of them with two, and 1 - 1/n of them with n. Then at most twice as much is added with many as with two.
     */
    Spread on(int taskManagers) {
        Spread one = parts.values().stream().reduce(Spread.exactly(0), Spread::plus);
        return one.plus(added.times(2 * elsewhere(taskManagers)));
    }

    /** The share of records whose next task is in another TaskManager, 0 to 1. */
    static double elsewhere(int taskManagers) {
        return 1 - 1.0 / taskManagers;
    }

    /** Bytes in the topics for each image, one copy. */
    double bytes(double flaggedShare) {
        return submissionBytes + outcomeBytes(flaggedShare);
    }

    double outcomeBytes(double flaggedShare) {
        return verdictBytes + flaggedShare * reviewItemBytes;
    }

    /** The sizes that were measured, and how many of all uploads have them. */
    private record Mix(Map<OfSize, Double> shares) {
        static Mix of(List<OfSize> measured, Map<UploadSize, Double> shares) {
            Map<OfSize, Double> mix = new LinkedHashMap<>();
            shares.forEach((size, share) -> {
                if (share > 0) {
                    mix.put(
                            measured.stream()
                                    .filter(each -> each.size() == size)
                                    .findFirst()
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "uploads of %s were not measured".formatted(size))),
                            share);
                }
            });
            return new Mix(mix);
        }

        Spread spread(Function<OfSize, Spread> figure) {
            return shares.entrySet().stream()
                    .map(size -> figure.apply(size.getKey()).times(size.getValue()))
                    .reduce(Spread.exactly(0), Spread::plus);
        }

        double number(ToDoubleFunction<OfSize> figure) {
            return spread(size -> Spread.exactly(figure.applyAsDouble(size))).mean();
        }
    }
}
