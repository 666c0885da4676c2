package dev.tamis.generator.diffusion;

/**
 * A batch of latents.
 *
 * @param values {@code [count, 4, height, width]}
 * @param height an eighth of the image's
 * @param width an eighth of the image's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Latents(float[] values, int count, int height, int width) {
    static final int CHANNELS = 4;

    /** Pixels of an image along a side of one latent cell. */
    static final int CELL = 8;

    /** By what an image's latents are multiplied so that their variance is about 1; Stable Diffusion's, "scaling_factor". */
    static final double SCALE = 0.18215;

    long[] shape() {
        return new long[] {count, CHANNELS, height, width};
    }
}
