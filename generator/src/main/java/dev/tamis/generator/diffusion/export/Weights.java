package dev.tamis.generator.diffusion.export;

/** Where the weights of a network come from. */
@FunctionalInterface
interface Weights {
    /**
     * A weight.
     *
     * @param name as in the published checkpoint
     * @param shape as PyTorch stores it
     */
    float[] of(String name, long... shape);
}
