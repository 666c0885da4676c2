package dev.tamis.generator.diffusion;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Standard normal numbers of a seed, by Box and Muller's formulas and functions that give the same bits on every JVM; those of
 * {@link java.util.random.RandomGenerator#nextGaussian()} may change with the JDK. One thread uses it.
 */
final class GaussianNoise implements DoubleSupplier {
    private final SplittableRandom random;
    private double spare = Double.NaN;

    GaussianNoise(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public double getAsDouble() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double angle = 2 * Math.PI * random.nextDouble();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }
}
