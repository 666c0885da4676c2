package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Resampler;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Labelled images, in an order that is the same each time.
 *
 * @param images what is known of each
 * @param pixels the pixels of the image at a position of {@code images}
 */
public record ImageSet(List<LabelledImage> images, IntFunction<RgbImage> pixels) {
    public ImageSet {
        images = List.copyOf(images);
    }

    /**
     * Images of a pack, at its size.
     *
     * @param rows positions in the pack
     */
    public static ImageSet of(ImagePack pack, List<Integer> rows) {
        List<LabelledImage> images = rows.stream()
                .map(pack.images()::get)
                .map(image ->
                        new LabelledImage(image.place().path(), image.place().label(), image.sha256(), Map.of()))
                .toList();
        return new ImageSet(images, position -> pack.pixels(rows.get(position)));
    }

    /** The same images brought to the size of an input, as training brings them; those of that size stay as they are. */
    public ImageSet resized(PreprocessSpec input) {
        return new ImageSet(
                images, position -> Resampler.resize(pixels.apply(position), input.width(), input.height()));
    }
}
