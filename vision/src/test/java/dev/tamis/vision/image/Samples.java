package dev.tamis.vision.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that {@code src/test/samples/make_samples.py} painted. */
public final class Samples {
    public static final int WIDTH = 40;
    public static final int HEIGHT = 30;

    private Samples() {}

    /** The bytes of a sample. */
    public static byte[] file(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pixels that another tool decoded or resampled. */
    public static RgbImage pixels(String name, int width, int height) {
        return new RgbImage(width, height, file(name + ".rgb"));
    }
}
