package dev.tamis.generator.diffusion;

/**
 * Steps between levels of noise sigma, where a latent is the image plus sigma times the noise, so that its derivative by sigma is the
 * predicted noise (Karras et al. 2022). The levels are those of timesteps at equal distances from the last to the first, and 0.
 */
abstract sealed class SigmaScheduler implements Scheduler
        permits EulerScheduler, EulerAncestralScheduler, LmsScheduler {
    private final double[] timesteps;
    private final double[] sigmas;

    SigmaScheduler(NoiseSchedule schedule, int steps) {
        this.timesteps = new double[steps];
        this.sigmas = new double[steps + 1];
        double last = schedule.timesteps() - 1.0;
        for (int i = 0; i < steps; i++) {
            timesteps[i] = steps == 1 ? last : last - last * i / (steps - 1);
            sigmas[i] = schedule.sigma(timesteps[i]);
        }
    }

    /** The level at which a step begins; with the number of steps, the one at which the last ends. */
    final double sigma(int step) {
        return sigmas[step];
    }

    @Override
    public final int steps() {
        return timesteps.length;
    }

    @Override
    public final double initialSigma() {
        return sigmas[0];
    }

    @Override
    public final double timestep(int step) {
        return timesteps[step];
    }

    @Override
    public final double inputDivisor(int step) {
        return Math.sqrt(sigmas[step] * sigmas[step] + 1);
    }
}
