package dev.tamis.training.train;

import dev.tamis.training.dataset.ContentDraw;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.train.TrainingPlan.TestTwins;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The train split of a pack, cut in two. Files of the same content fall on the same side; a training file whose content is
 * also in the test split can be left out: CIFAKE holds several hundred such twins.
 *
 * @param training positions in the pack that the network learns from
 * @param validation positions in the pack that choose the epoch, the calibration and the thresholds
 */
public record TrainingRows(List<Integer> training, List<Integer> validation) {
    public TrainingRows {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Cuts by content: the side of an image follows from its SHA-256 and the seed alone.
     *
     * @param images of the whole pack
     * @param validationShare expected share of {@code validation}, 0 to 1
     * @param twins what becomes of copies of test images
     */
    public static TrainingRows cut(List<PackedImage> images, double validationShare, TestTwins twins, long seed) {
        Set<String> leftOut = twins == TestTwins.KEPT ? Set.of() : tested(images);
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int row = 0; row < images.size(); row++) {
            PackedImage image = images.get(row);
            if (image.place().split() == Split.TRAIN && !leftOut.contains(image.sha256())) {
                (ContentDraw.of(image.sha256(), seed) < validationShare ? validation : training).add(row);
            }
        }
        return new TrainingRows(training, validation);
    }

    private static Set<String> tested(List<PackedImage> images) {
        return images.stream()
                .filter(image -> image.place().split() == Split.TEST)
                .map(PackedImage::sha256)
                .collect(Collectors.toUnmodifiableSet());
    }
}
