package dev.tamis.benchmarks;

import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.RgbImage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A heat map to the bytes of a verdict, and over the image as an analyst sees it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HeatmapBenchmark {
    private static final int MAP = 32;
    private static final int IMAGE = 512;

    private final HeatmapOverlay overlay = new HeatmapOverlay(IMAGE);
    private final Heatmap map = map(new Random(1));
    private final RgbImage image = image(new Random(2));

    private static Heatmap map(Random random) {
        float[] values = new float[MAP * MAP];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Heatmap(MAP, MAP, values);
    }

    private static RgbImage image(Random random) {
        byte[] rgb = new byte[IMAGE * IMAGE * RgbImage.CHANNELS];
        random.nextBytes(rgb);
        return new RgbImage(IMAGE, IMAGE, rgb);
    }

    @Benchmark
    public byte[] toBytes() {
        return map.toBytes();
    }

    @Benchmark
    public RgbImage overlay() {
        return overlay.overlay(image, map);
    }
}
