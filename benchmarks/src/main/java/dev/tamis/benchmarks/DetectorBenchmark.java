package dev.tamis.benchmarks;

import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Batches of pixels to scores and heat maps. The figure to read is {@code images}: images a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DetectorBenchmark {
    /** Images in a batch. */
    @Param({"1", "8", "32"})
    public int batch = 1;

    /** The detector file; the command line sets it. */
    @Param(ShippedDetector.PATH)
    public String model = ShippedDetector.PATH;

    private List<RgbImage> images = List.of();
    private @Nullable OnnxDetector detector;

    /** Counts what the throughput is about. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Counter {
        public long images;
    }

    @Setup
    public void load() throws UnusableDetectorException {
        detector = OnnxDetector.load(Path.of(model));
        PreprocessSpec spec = detector.metadata().preprocessing();
        Random random = new Random(1);
        images = Stream.generate(() -> noise(random, spec)).limit(batch).toList();
    }

    private static RgbImage noise(Random random, PreprocessSpec spec) {
        byte[] rgb = new byte[spec.width() * spec.height() * RgbImage.CHANNELS];
        random.nextBytes(rgb);
        return new RgbImage(spec.width(), spec.height(), rgb);
    }

    @Benchmark
    public List<Detection> detect(Counter counter) {
        counter.images += batch;
        return loaded().detect(images);
    }

    @TearDown
    public void close() {
        loaded().close();
    }

    private OnnxDetector loaded() {
        return Objects.requireNonNull(detector, "the detector is loaded before the first batch");
    }
}
