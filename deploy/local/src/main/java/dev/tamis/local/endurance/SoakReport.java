package dev.tamis.local.endurance;

import java.util.List;

/**
 * What came of a long run.
 *
 * @param records submissions that have their outcome
 * @param seconds from the first submission to the last outcome
 * @param rssGrowth of the process's memory, from the second fifth of the run to the last, as a share
 * @param heapGrowth of the Java heap in use after a collection, the same way
 * @param rocksdbBytes most that RocksDB used for caches and unwritten state
 * @param rocksdbBudgetBytes what Flink gives it for that
 * @param flat whether neither grew by more than was allowed and RocksDB kept to its budget
 * @param samples in the order they were taken
 */
public record SoakReport(
        int records,
        double seconds,
        double rssGrowth,
        double heapGrowth,
        long rocksdbBytes,
        long rocksdbBudgetBytes,
        boolean flat,
        List<MemorySample> samples) {
    /** So few samples say nothing of growth. */
    public static final int FEWEST_SAMPLES = Growth.FEWEST_SAMPLES;

    public SoakReport {
        samples = List.copyOf(samples);
    }

    /**
     * Judges samples.
     *
     * @param samples at least {@value #FEWEST_SAMPLES}, at equal distances
     * @param allowedGrowth a share
     */
    public static SoakReport of(List<MemorySample> samples, long rocksdbBudgetBytes, double allowedGrowth) {
        double rssGrowth = Growth.of(samples, MemorySample::rssBytes);
        double heapGrowth = Growth.of(samples, MemorySample::heapBytes);
        long rocksdbBytes =
                samples.stream().mapToLong(MemorySample::rocksdbBytes).max().orElseThrow();
        MemorySample last = samples.get(samples.size() - 1);
        return new SoakReport(
                last.records(),
                last.seconds(),
                rssGrowth,
                heapGrowth,
                rocksdbBytes,
                rocksdbBudgetBytes,
                rssGrowth <= allowedGrowth && heapGrowth <= allowedGrowth && rocksdbBytes <= rocksdbBudgetBytes,
                samples);
    }
}
