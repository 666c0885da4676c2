package dev.tamis.training.train;

import dev.tamis.training.dataset.ImageSet;

/**
 * Images that a training kept back.
 *
 * @param images as they are
 * @param varied the same, each taken through a {@linkplain dev.tamis.training.degrade.RandomHistory history} of uploads, drawn
 *     by the training's seed: thresholds should hold for both
 */
public record Validation(ImageSet images, ImageSet varied) {}
