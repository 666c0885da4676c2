package dev.tamis.training.explain;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Draws images, as many of each class; fewer only where a class has fewer.
 *
 * @param count images in all, at least 2
 */
public record BalancedChoice(int count, long seed) {
    public BalancedChoice {
        if (count < 2) {
            throw new IllegalArgumentException("at least one image of each class expected, found " + count);
        }
    }

    /** The images drawn, generated and real ones in turn. */
    public ImageSet from(ImageSet set) {
        List<Integer> fakes = draw(set.images(), Label.FAKE);
        List<Integer> reals = draw(set.images(), Label.REAL);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < Math.max(fakes.size(), reals.size()); i++) {
            chosen.addAll(fakes.subList(Math.min(i, fakes.size()), Math.min(i + 1, fakes.size())));
            chosen.addAll(reals.subList(Math.min(i, reals.size()), Math.min(i + 1, reals.size())));
        }
        return new ImageSet(
                chosen.stream().map(set.images()::get).toList(),
                position -> set.pixels().apply(chosen.get(position)));
    }

    private List<Integer> draw(List<LabelledImage> images, Label label) {
        List<Integer> positions = new ArrayList<>(IntStream.range(0, images.size())
                .filter(i -> images.get(i).label() == label)
                .boxed()
                .toList());
        Collections.shuffle(positions, new Random(seed));
        return positions.subList(0, Math.min(positions.size(), count / 2));
    }
}
