package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.evaluate.Auroc;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far one number separates the labels.
 *
 * @param fake mean of the FAKE images
 * @param real mean of the REAL images
 * @param auroc of the number alone as a detector, from 0.5, none, to 1, all; 0.5 too where a label has no image
 * @param higher the label with the higher numbers
 */
record Separation(double fake, double real, double auroc, Label higher) {
    private static final double CHANCE = 0.5;

    static Separation of(List<ImageTraits> images, ToDoubleFunction<ImageTraits> number) {
        double[] fake =
                images.stream().filter(ImageTraits::isFake).mapToDouble(number).toArray();
        double[] real = images.stream()
                .filter(image -> !image.isFake())
                .mapToDouble(number)
                .toArray();
        double auroc = fake.length == 0 || real.length == 0 ? CHANCE : Auroc.of(fake, real);
        return new Separation(
                Arrays.stream(fake).average().orElse(0),
                Arrays.stream(real).average().orElse(0),
                Math.max(auroc, 1 - auroc),
                auroc >= CHANCE ? Label.FAKE : Label.REAL);
    }
}
