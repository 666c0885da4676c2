package dev.tamis.generator.diffusion;

import java.util.function.DoubleSupplier;

/**
 * Goes from noise to an image in steps, with one prediction of the noise each. An instance goes with one latent. Latents are arrays
 * of any length, in 64-bit floats.
 */
sealed interface Scheduler permits SigmaScheduler, DdimScheduler {
    /** How many steps there are. */
    int steps();

    /** Standard deviation of the noise with which the latent begins. */
    double initialSigma();

    /** What the network is told of a step's noise; not always whole. */
    double timestep(int step);

    /** By what the latent is divided for the network. */
    double inputDivisor(int step);

    /**
     * Takes a step.
     *
     * @param step from 0, in their order
     * @param latent becomes the next
     * @param predicted the noise that the network found in the latent
     * @param noise standard normal numbers, for those who add some
     */
    void step(int step, double[] latent, double[] predicted, DoubleSupplier noise);
}
