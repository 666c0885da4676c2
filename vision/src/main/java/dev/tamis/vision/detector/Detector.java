package dev.tamis.vision.detector;

import dev.tamis.vision.image.RgbImage;
import java.util.List;

/** Scores images. One owner closes it; whether threads may share one is the implementation's to say. */
public interface Detector extends AutoCloseable {
    DetectorMetadata metadata();

    /**
     * Scores a batch.
     *
     * @param images at least one, each of the size that {@link DetectorMetadata#preprocessing()} declares
     * @return one detection an image, in the same order
     * @throws IllegalArgumentException where an image has another size
     */
    List<Detection> detect(List<RgbImage> images);

    @Override
    void close();
}
