package dev.tamis.benchmarks;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a file's bytes to the network's 32 x 32 pixels; beside it what the JDK takes to decode the same file in full. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PreprocessorBenchmark {
    @Param
    public ImageFile file = ImageFile.JPEG_512;

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    private byte[] bytes = {};

    @Setup
    public void paint() {
        bytes = file.bytes();
        ImageIO.setUseCache(false);
    }

    @Benchmark
    public PreprocessedImage preprocess() throws UnreadableImageException {
        return preprocessor.read(bytes);
    }

    @Benchmark
    public BufferedImage jdkDecodesOnly() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
