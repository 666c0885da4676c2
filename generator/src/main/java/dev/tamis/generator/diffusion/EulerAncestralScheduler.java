package dev.tamis.generator.diffusion;

import java.util.function.DoubleSupplier;

/** Each Euler step goes down to less noise than the next level has, and what is missing is added anew. */
final class EulerAncestralScheduler extends SigmaScheduler {
    EulerAncestralScheduler(NoiseSchedule schedule, int steps) {
        super(schedule, steps);
    }

    @Override
    public void step(int step, double[] latent, double[] predicted, DoubleSupplier noise) {
        double from = sigma(step);
        double to = sigma(step + 1);
        double added = to * Math.sqrt((from * from - to * to) / (from * from));
        double length = Math.sqrt(to * to - added * added) - from;
        for (int i = 0; i < latent.length; i++) {
            latent[i] += length * predicted[i] + (added == 0 ? 0 : added * noise.getAsDouble());
        }
    }
}
