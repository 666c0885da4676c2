package dev.tamis.generator.diffusion;

import java.util.function.DoubleSupplier;

/** Each step along the derivative at its beginning. */
final class EulerScheduler extends SigmaScheduler {
    EulerScheduler(NoiseSchedule schedule, int steps) {
        super(schedule, steps);
    }

    @Override
    public void step(int step, double[] latent, double[] predicted, DoubleSupplier noise) {
        double length = sigma(step + 1) - sigma(step);
        for (int i = 0; i < latent.length; i++) {
            latent[i] += length * predicted[i];
        }
    }
}
