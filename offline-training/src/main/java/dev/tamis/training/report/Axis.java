package dev.tamis.training.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis from its first tick to its last, which are multiples of a step that reads well: 1, 2 or 5 times a power of ten.
 *
 * @param low the first tick
 * @param step between two ticks
 * @param steps between the first tick and the last
 */
record Axis(double low, double step, int steps) {
    private static final int WANTED_STEPS = 8;
    private static final int[] ROUND = {1, 2, 5, 10};

    /** The axis that has these values on it; among whole numbers its ticks are whole. */
    static Axis over(double... values) {
        double smallest = Arrays.stream(values).min().orElseThrow();
        double largest = Arrays.stream(values).max().orElseThrow();
        double range = largest > smallest ? largest - smallest : Math.max(1, Math.abs(largest));
        boolean whole = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
        double raw = Math.max(whole ? 1 : 0, range / WANTED_STEPS);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power
                * Arrays.stream(ROUND)
                        .filter(round -> round * power >= raw * (1 - 1e-9))
                        .findFirst()
                        .orElseThrow();
        double low = Math.floor(smallest / step + 1e-9) * step;
        int steps = Math.max(1, (int) Math.ceil((largest - low) / step - 1e-9));
        return new Axis(low, step, steps);
    }

    /** Where a value lies: 0 at the first tick, 1 at the last. */
    double share(double value) {
        return (value - low) / (step * steps);
    }

    List<Double> ticks() {
        return IntStream.rangeClosed(0, steps).mapToObj(i -> low + i * step).toList();
    }

    /** A tick's text, with the decimals that the step needs. */
    String text(double tick) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", tick);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
