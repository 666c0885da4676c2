package dev.tamis.benchmarks;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Pixels of 32 images to the network's input, which lies outside the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BatchBenchmark {
    private static final int IMAGES = 32;

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    private final List<RgbImage> images = SeededImages.of(PreprocessSpec.CIFAKE, IMAGES, 1);
    private final FloatBuffer tensor = ByteBuffer.allocateDirect(
                    IMAGES * PreprocessSpec.CIFAKE.tensorSize() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    @Benchmark
    public FloatBuffer assemble() {
        tensor.clear();
        for (RgbImage image : images) {
            preprocessor.writeTensor(image, tensor);
        }
        return tensor.flip();
    }
}
