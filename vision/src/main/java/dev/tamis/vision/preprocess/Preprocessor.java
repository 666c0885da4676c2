package dev.tamis.vision.preprocess;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import java.nio.FloatBuffer;

/**
 * The one preprocessing: image file to network input. Training, serving and the console all use it, so that a file has
 * one score. Immutable; threads may share one.
 */
public final class Preprocessor {
    /** Names every step and choice that {@link PreprocessSpec} does not; a part of the fingerprint. */
    static final String ALGORITHM = "to be written by the vision room";

    /** @throws IllegalArgumentException where a limit is not positive */
    public Preprocessor(PreprocessSpec spec, DecodeLimits limits) {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * Decodes an image file and brings it to the network's size.
     *
     * @param file the file's bytes
     * @throws UnreadableImageException where the file cannot be decoded within the limits
     */
    public PreprocessedImage read(byte[] file) throws UnreadableImageException {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Brings a decoded image to the network's size; an image of that size is returned unchanged. */
    public RgbImage resize(RgbImage image) {
        throw new UnsupportedOperationException("skeleton");
    }

    /**
     * Appends an image of the network's size to a tensor in the specified layout, channel order and normalisation:
     * {@link PreprocessSpec#tensorSize()} values from the buffer's position on.
     */
    public void writeTensor(RgbImage pixels, FloatBuffer tensor) {
        throw new UnsupportedOperationException("skeleton");
    }

    public PreprocessSpec spec() {
        throw new UnsupportedOperationException("skeleton");
    }
}
