package dev.tamis.generator.diffusion;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;

/** Each step along the polynomial through the derivatives of this and up to three steps before. */
final class LmsScheduler extends SigmaScheduler {
    private static final int ORDER = 4;

    /** Gauss and Legendre's two points, exact for polynomials up to the third degree. */
    private static final double POINT = 1 / Math.sqrt(3);

    private final Deque<double[]> derivatives = new ArrayDeque<>(); // the newest first

    LmsScheduler(NoiseSchedule schedule, int steps) {
        super(schedule, steps);
    }

    @Override
    public void step(int step, double[] latent, double[] predicted, DoubleSupplier noise) {
        derivatives.addFirst(predicted.clone());
        if (derivatives.size() > ORDER) {
            derivatives.removeLast();
        }
        int back = 0;
        for (double[] derivative : derivatives) {
            double weight = weight(step, back++, derivatives.size());
            for (int i = 0; i < latent.length; i++) {
                latent[i] += weight * derivative[i];
            }
        }
    }

    /** The integral over the step of the Lagrange polynomial of the derivative so many steps back. */
    private double weight(int step, int back, int known) {
        double half = (sigma(step + 1) - sigma(step)) / 2;
        double middle = (sigma(step + 1) + sigma(step)) / 2;
        return half
                * (basis(step, back, known, middle - half * POINT) + basis(step, back, known, middle + half * POINT));
    }

    private double basis(int step, int back, int known, double at) {
        double value = 1;
        for (int other = 0; other < known; other++) {
            if (other != back) {
                value *= (at - sigma(step - other)) / (sigma(step - back) - sigma(step - other));
            }
        }
        return value;
    }
}
