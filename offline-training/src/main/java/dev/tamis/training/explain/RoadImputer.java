package dev.tamis.training.explain;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealVector;

/**
 * Noisy linear imputation (Rong et al. 2022, section 4.2): pixels that were removed are filled in from those that are left, with
 * a little noise, so that the shape of the hole tells a network nothing.
 *
 * @param noise standard deviation of what is added, in units of the tensor
 */
record RoadImputer(MapSize size, double noise) {
    private static final double PRECISION = 1e-6;

    /**
     * Fills pixels in.
     *
     * @param image {@code [3, height, width]}
     * @param order whose first pixels are removed
     * @param count how many; fewer than all
     * @return a copy
     */
    float[] impute(float[] image, PixelOrder order, int count, SplittableRandom random) {
        boolean[] removed = new boolean[size.pixels()];
        for (int i = 0; i < count; i++) {
            removed[order.pixels()[i]] = true;
        }
        NeighbourSystem system = new NeighbourSystem(size, removed);
        float[] imputed = image.clone();
        for (int plane = 0; plane < image.length; plane += size.pixels()) {
            RealVector solution = solve(system, Arrays.copyOfRange(image, plane, plane + size.pixels()));
            for (int i = 0; i < count; i++) {
                imputed[plane + system.missing()[i]] = (float) (solution.getEntry(i) + noise * random.nextGaussian());
            }
        }
        return imputed;
    }

    private static RealVector solve(NeighbourSystem system, float[] channel) {
        RealVector known = system.knownSums(channel);
        if (known.getDimension() == 0) {
            return known;
        }
        int enough = 10 * channel.length; // in exact arithmetic as many steps as unknowns are
        return new ConjugateGradient(enough, PRECISION, false)
                .solve(system, known, new ArrayRealVector(known.getDimension()));
    }
}
