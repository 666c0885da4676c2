package dev.tamis.training.foreign;

import dev.tamis.training.dataset.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the values of a network's output stand for.
 *
 * @param labels of the values in order: one, or both
 */
public record Classes(List<Label> labels) {
    public Classes {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || labels.size() > 2 || labels.stream().distinct().count() != labels.size()) {
            throw new IllegalArgumentException("real, fake, \"real,fake\" or \"fake,real\" expected, found " + labels);
        }
    }

    /**
     * Reads a list such as {@code fake,real}.
     *
     * @throws IllegalArgumentException where it is no such list
     */
    public static Classes parse(String list) {
        try {
            return new Classes(Arrays.stream(list.split(",", -1))
                    .map(label -> Label.valueOf(label.strip().toUpperCase(Locale.ROOT)))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("real, fake, \"real,fake\" or \"fake,real\" expected, found " + list, e);
        }
    }

    int count() {
        return labels.size();
    }

    int indexOfReal() {
        return labels.indexOf(Label.REAL);
    }

    /** The column that makes the logit of REAL of the logits of the classes. */
    Matrix decision() {
        float[] signs = new float[labels.size()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = labels.get(i) == Label.REAL ? 1 : -1;
        }
        return new Matrix(signs.length, 1, signs);
    }

    @Override
    public String toString() {
        return labels.stream()
                .map(label -> label.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
