package dev.tamis.benchmarks.capacity;

import dev.tamis.benchmarks.capacity.Costs.Memory;
import dev.tamis.benchmarks.capacity.Costs.OfJob;
import dev.tamis.benchmarks.capacity.Costs.OfSize;
import dev.tamis.benchmarks.capacity.Measurements.Batches;
import dev.tamis.benchmarks.capacity.Measurements.Console;
import dev.tamis.benchmarks.capacity.Measurements.Detector;
import dev.tamis.benchmarks.capacity.Measurements.Gpu;
import dev.tamis.benchmarks.capacity.Measurements.Job;
import dev.tamis.benchmarks.capacity.Measurements.KnownImages;
import dev.tamis.benchmarks.capacity.Measurements.Rate;
import dev.tamis.benchmarks.capacity.Measurements.Section;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.Growth;
import dev.tamis.benchmarks.stream.JobPart;
import dev.tamis.benchmarks.stream.UploadSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Round figures that nobody measured, with which a plan can be reckoned by hand. */
final class Example {
    static final Prices PRICES = new Prices(0.05, 4, 0.1, 0);

    private Example() {}

    /**
     * An image of 512 px takes 4 ms of a core in the job, with one TaskManager.
     *
     * @param growth times as much with two
     */
    static Measurements measurements(Spread growth) {
        Map<JobPart, Spread> parts = Map.of(
                JobPart.DECODE, Spread.exactly(1.5),
                JobPart.NETWORK, Spread.exactly(1.2),
                JobPart.STATE, Spread.exactly(0.3),
                JobPart.REVIEW_DESK, Spread.exactly(0.05),
                JobPart.KAFKA, Spread.exactly(0.25),
                JobPart.FLINK, Spread.exactly(0.7));
        OfJob job = new OfJob(
                Spread.exactly(250),
                Spread.exactly(1),
                Spread.exactly(4),
                parts,
                Spread.exactly(0.5),
                Spread.exactly(200_000));
        Costs costs = new Costs(
                List.of(new OfSize(UploadSize.PX_512, job, job, growth, 0.1, 65_000, 400, 66_000)),
                new Memory(Spread.exactly(100), Spread.exactly(150), Spread.exactly(1000), Spread.exactly(1e9)));
        Gpu gpu = new Gpu(
                new Detector(List.of(new Batches(
                        32, Spread.exactly(1000), Map.of("FP32", new Rate(new Spread(20_000, 18_000, 25_000)))))),
                List.of(new Job(Spread.exactly(5_000), Spread.exactly(2), Spread.exactly(1.5))));
        return new Measurements(
                section(costs),
                section(new KnownImages(List.of(new Growth.Step(10_000_000, 50)))),
                section(gpu),
                section(new Console(3_000, 2_000)));
    }

    static Workload workload(double perSecond) {
        return new Workload(perSecond, 0.5, Map.of(UploadSize.PX_512, 1.0), 0.1, 1e6);
    }

    static ClusterShape shape(ClusterShape.Device device) {
        return new ClusterShape(
                0.5, device, 4, 8, 1.25e9, 1e13, 3, Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(7), 1000);
    }

    private static <T> Section<T> section(T figures) {
        return new Section<>("none", "none", "2026-11-29", figures);
    }
}
