package dev.tamis.benchmarks;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.similarity.Pdq;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The perceptual hash of what the decoder kept of a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PdqBenchmark {
    @Param({"JPEG_32", "JPEG_512", "JPEG_12_MEGAPIXELS"})
    public ImageFile file = ImageFile.JPEG_512;

    private @Nullable DecodedImage decoded;

    @Setup
    public void decode() throws UnreadableImageException {
        decoded = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT).decode(file.bytes());
    }

    @Benchmark
    public Pdq hash() {
        return Pdq.of(Objects.requireNonNull(decoded, "decoded before the first hash"));
    }
}
