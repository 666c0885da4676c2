package dev.tamis.training.dataset;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A pack with more images in its train split.
 *
 * @param pack all of whose images are kept
 * @param added images of the same size
 * @param copies how often each of them is there, at least once
 */
public record MergedPack(ImagePack pack, ImageSet added, int copies) {
    public MergedPack {
        if (copies < 1) {
            throw new IllegalArgumentException("an image that is added is there at least once: " + copies);
        }
    }

    /** Writes it over what stood there. */
    public void write(Path file) throws IOException {
        AtomicFiles.replace(file, part -> {
            try (PackWriter writer = new PackWriter(part, PreprocessSpec.CIFAKE)) {
                for (int row = 0; row < pack.images().size(); row++) {
                    writer.add(pack.images().get(row), pack.pixels(row));
                }
                for (int i = 0; i < added.images().size(); i++) {
                    add(added.images().get(i), added.pixels().apply(i), writer);
                }
                writer.finish();
            }
        });
    }

    private void add(LabelledImage image, RgbImage pixels, PackWriter writer) throws IOException {
        for (int copy = 1; copy <= copies; copy++) {
            Place place = new Place(Split.TRAIN, image.label(), "added " + image.sha256() + " (" + copy + ")");
            writer.add(new PackedImage(place, image.sha256()), pixels);
        }
    }
}
