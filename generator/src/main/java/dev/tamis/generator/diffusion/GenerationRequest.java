package dev.tamis.generator.diffusion;

/**
 * What an image is made from: the same request gives the same pixels from the same pipeline on the same device, on any number of
 * threads.
 *
 * @param prompt what it should show
 * @param negativePrompt what it should not show; usually empty
 * @param seed of its noise
 * @param scheduler how the noise is removed
 * @param steps in how many steps, 1 to 1000
 * @param guidance how much more the prompt counts than none would (Ho and Salimans 2022); 1 without, and then without the negative
 *     prompt
 * @param width in pixels, a multiple of 8
 * @param height in pixels, a multiple of 8
 */
public record GenerationRequest(
        String prompt,
        String negativePrompt,
        long seed,
        SchedulerKind scheduler,
        int steps,
        double guidance,
        int width,
        int height) {
    private static final int MOST_STEPS = 1000;
    private static final int LONGEST_SIDE = 4096;

    public GenerationRequest {
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("1 to %,d steps expected, found %,d".formatted(MOST_STEPS, steps));
        }
        if (!(guidance >= 1 && guidance <= 100)) {
            throw new IllegalArgumentException("a guidance of 1 to 100 expected, found " + guidance);
        }
        requireSide("width", width);
        requireSide("height", height);
    }

    /** The same of another prompt and seed. */
    public GenerationRequest with(String otherPrompt, long otherSeed) {
        return new GenerationRequest(otherPrompt, negativePrompt, otherSeed, scheduler, steps, guidance, width, height);
    }

    /** The same of another seed. */
    public GenerationRequest withSeed(long other) {
        return with(prompt, other);
    }

    /**
     * The request as front ends of Stable Diffusion write it into their files, by which anyone can tell where an image is from.
     *
     * @param model name of the pipeline
     */
    public String parameters(String model) {
        return "%s\n%sSteps: %d, Sampler: %s, CFG scale: %s, Seed: %d, Size: %dx%d, Model: %s"
                .formatted(
                        prompt,
                        negativePrompt.isEmpty() ? "" : "Negative prompt: " + negativePrompt + "\n",
                        steps,
                        scheduler.label(),
                        guidance,
                        seed,
                        width,
                        height,
                        model);
    }

    /** Whether the two can be made together. */
    boolean goesWith(GenerationRequest other) {
        return scheduler == other.scheduler
                && steps == other.steps
                && guidance == other.guidance
                && width == other.width
                && height == other.height;
    }

    private static void requireSide(String name, int side) {
        if (side < Latents.CELL || side > LONGEST_SIDE || side % Latents.CELL != 0) {
            throw new IllegalArgumentException("a %s of %d to %,d pixels and a multiple of %d expected, found %d"
                    .formatted(name, Latents.CELL, LONGEST_SIDE, Latents.CELL, side));
        }
    }
}
