package dev.tamis.generator.diffusion;

import dev.tamis.vision.image.RgbImage;

/**
 * An image and what it was made from.
 *
 * @param promptCut whether the prompt was longer than the text encoder takes, and its end was not used
 * @param unsafe whether the pipeline's own checker finds that it should not be shown; false where the pipeline has none
 */
public record GeneratedImage(GenerationRequest request, RgbImage image, boolean promptCut, boolean unsafe) {}
