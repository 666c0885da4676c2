package dev.tamis.benchmarks;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From decoded pixels to the network's 32 x 32. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ResamplerBenchmark {
    /** Columns and rows of the decoded image. */
    @Param({"64", "256", "1024"})
    public int side = 64;

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    private RgbImage image = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);

    @Setup
    public void fill() {
        byte[] rgb = new byte[side * side * RgbImage.CHANNELS];
        new Random(1).nextBytes(rgb);
        image = new RgbImage(side, side, rgb);
    }

    @Benchmark
    public RgbImage resize() {
        return preprocessor.resize(image);
    }
}
