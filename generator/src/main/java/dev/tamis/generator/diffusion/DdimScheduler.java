package dev.tamis.generator.diffusion;

import java.util.function.DoubleSupplier;

/** Each step goes to the image that the prediction implies and back to less of the same noise (Song et al. 2021, formula 12 with sigma 0). */
final class DdimScheduler implements Scheduler {
    private final NoiseSchedule schedule;
    private final int steps;
    private final int stride;

    DdimScheduler(NoiseSchedule schedule, int steps) {
        this.schedule = schedule;
        this.steps = steps;
        this.stride = schedule.timesteps() / steps;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public double initialSigma() {
        return 1;
    }

    @Override
    public double timestep(int step) {
        return at(step);
    }

    @Override
    public double inputDivisor(int step) {
        return 1;
    }

    @Override
    public void step(int step, double[] latent, double[] predicted, DoubleSupplier noise) {
        double signal = schedule.signal(at(step));
        double next = schedule.signal(at(step) - stride);
        for (int i = 0; i < latent.length; i++) {
            double image = (latent[i] - Math.sqrt(1 - signal) * predicted[i]) / Math.sqrt(signal);
            latent[i] = Math.sqrt(next) * image + Math.sqrt(1 - next) * predicted[i];
        }
    }

    private int at(int step) {
        return Math.min((steps - 1 - step) * stride + schedule.offset(), schedule.timesteps() - 1);
    }
}
