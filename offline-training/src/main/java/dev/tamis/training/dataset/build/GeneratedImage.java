package dev.tamis.training.dataset.build;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.image.UnreadableImageException.Reason;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An image file that a generator wrote, of any size from that of the data set on.
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

    /** Smaller images are refused: enlarging them would make pixels up. */
    @Override
    public RgbImage pixels(byte[] bytes, Preprocessor preprocessor) throws UnreadableImageException {
        PreprocessedImage image = preprocessor.read(bytes);
        PreprocessSpec spec = preprocessor.spec();
        if (image.width() < spec.width() || image.height() < spec.height()) {
            throw new UnreadableImageException(
                    Reason.UNSUPPORTED,
                    "at least %d x %d pixels expected, found %d x %d"
                            .formatted(spec.width(), spec.height(), image.width(), image.height()));
        }
        return image.pixels();
    }
}
