package dev.tamis.training.dataset;

import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.image.UnreadableImageException.Reason;
import dev.tamis.vision.preprocess.PreprocessedImage;

/** The size of CIFAKE's images, below which an image cannot take part: enlarging it would make pixels up. */
public final class ImageSize {
    private static final int SIDE = 32;

    private ImageSize() {}

    /**
     * Requires an image to have been large enough.
     *
     * @throws UnreadableImageException where it was not
     */
    public static PreprocessedImage require(PreprocessedImage image) throws UnreadableImageException {
        if (image.width() < SIDE || image.height() < SIDE) {
            throw new UnreadableImageException(
                    Reason.UNSUPPORTED,
                    "at least %d x %d pixels expected, found %d x %d"
                            .formatted(SIDE, SIDE, image.width(), image.height()));
        }
        return image;
    }
}
