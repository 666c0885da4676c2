package dev.tamis.benchmarks.stream;

import dev.tamis.local.replay.ReplayReport;
import java.util.List;

/**
 * What a warm service did with uploads that were sent meanwhile, by a sender and a reader on the same cores.
 *
 * @param imagesPerSecond where they were sent as fast as their outcomes came
 * @param latencies at parts of that
 */
public record Live(double imagesPerSecond, List<Latency> latencies) {
    /**
     * What it took over uploads that came by themselves.
     *
     * @param load of what it did at most, 0 to 1
     * @param imagesPerSecond that were due
     * @param measured how many the rest is of
     * @param lost without a verdict
     */
    public record Latency(
            double load, double imagesPerSecond, long measured, double p50Ms, double p95Ms, double p99Ms, int lost) {
        static Latency of(double load, double imagesPerSecond, ReplayReport report) {
            return new Latency(
                    load,
                    imagesPerSecond,
                    report.measured(),
                    report.p50Ms(),
                    report.p95Ms(),
                    report.p99Ms(),
                    report.lost());
        }
    }
}
