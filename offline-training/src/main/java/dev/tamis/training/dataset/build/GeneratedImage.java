package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.ImageSize;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An image file that a generator wrote, of 32 x 32 pixels or more.
 *
 * @param name of the file below {@code folder}, separated by {@code /}
 */
record GeneratedImage(Path folder, String name, Split split, CifarClass subject, Map<String, Object> remarks)
        implements SourceImage {
    @Override
    public Label label() {
        return Label.FAKE;
    }

    Path file() {
        return folder.resolve(name);
    }

    @Override
    public byte[] read() throws IOException {
        return Files.readAllBytes(file());
    }

    @Override
    public RgbImage pixels(byte[] bytes, Preprocessor preprocessor) throws UnreadableImageException {
        return ImageSize.require(preprocessor.read(bytes)).pixels();
    }
}
