package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.Map;

/** An image that a data set is built from. */
sealed interface SourceImage permits CifarRecord, GeneratedImage {
    Split split();

    Label label();

    CifarClass subject();

    /** Where it stands: a file's name, with {@code #} and the record's number where the file holds many. */
    String name();

    /** What its maker wrote of it, for example {@code prompt} and {@code seed}; goes into the manifest as it is. */
    Map<String, Object> remarks();

    /** The bytes that are the image. */
    byte[] read() throws IOException;

    /**
     * Brings the image to the size of the data set.
     *
     * @param bytes what {@link #read} gave
     */
    RgbImage pixels(byte[] bytes, Preprocessor preprocessor) throws UnreadableImageException;
}
