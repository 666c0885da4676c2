package dev.tamis.training.explain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;

/**
 * The equations of noisy linear imputation (Rong et al. 2022, section 4.2): every missing pixel is the weighted mean of its
 * eight neighbours, 1/6 for each of the four beside it and 1/12 for each of the four across; beyond the border there is none, and
 * the others' weights grow. Written with the sum of the weights on the diagonal, the matrix is symmetric, and positive definite
 * as soon as one pixel is known.
 */
final class NeighbourSystem extends RealLinearOperator {
    private static final int[][] STEPS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
    private static final double BESIDE = 1.0 / 6;
    private static final double ACROSS = 1.0 / 12;
    private static final int NONE = -1;

    private final int[] missing;
    private final int[][] neighbours;
    private final int[] unknowns;

    /**
     * @param removed for each pixel, whether it is missing; not all of them
     */
    NeighbourSystem(MapSize size, boolean[] removed) {
        this.missing = IntStream.range(0, removed.length)
                .filter(pixel -> removed[pixel])
                .toArray();
        this.neighbours = Arrays.stream(missing)
                .mapToObj(pixel -> neighbours(pixel, size))
                .toArray(int[][]::new);
        this.unknowns = new int[removed.length];
        Arrays.fill(unknowns, NONE);
        for (int i = 0; i < missing.length; i++) {
            unknowns[missing[i]] = i;
        }
    }

    private static int[] neighbours(int pixel, MapSize size) {
        return Arrays.stream(STEPS)
                .mapToInt(step -> {
                    int y = pixel / size.width() + step[0];
                    int x = pixel % size.width() + step[1];
                    boolean inside = y >= 0 && y < size.height() && x >= 0 && x < size.width();
                    return inside ? y * size.width() + x : NONE;
                })
                .toArray();
    }

    private static double weight(int step) {
        return step < STEPS.length / 2 ? BESIDE : ACROSS;
    }

    /** Positions of the missing pixels, in the order of the unknowns. */
    int[] missing() {
        return missing;
    }

    /**
     * What the known pixels contribute.
     *
     * @param channel values of all pixels, row by row; those of missing ones are not read
     */
    RealVector knownSums(float[] channel) {
        double[] sums = new double[missing.length];
        for (int i = 0; i < sums.length; i++) {
            for (int step = 0; step < STEPS.length; step++) {
                int neighbour = neighbours[i][step];
                if (neighbour != NONE && unknowns[neighbour] == NONE) {
                    sums[i] += weight(step) * channel[neighbour];
                }
            }
        }
        return new ArrayRealVector(sums, false);
    }

    @Override
    public RealVector operate(RealVector values) {
        double[] from = values.toArray();
        double[] result = new double[missing.length];
        for (int i = 0; i < result.length; i++) {
            for (int step = 0; step < STEPS.length; step++) {
                int neighbour = neighbours[i][step];
                if (neighbour != NONE) {
                    int unknown = unknowns[neighbour];
                    result[i] += weight(step) * (unknown == NONE ? from[i] : from[i] - from[unknown]);
                }
            }
        }
        return new ArrayRealVector(result, false);
    }

    @Override
    public int getRowDimension() {
        return missing.length;
    }

    @Override
    public int getColumnDimension() {
        return missing.length;
    }
}
