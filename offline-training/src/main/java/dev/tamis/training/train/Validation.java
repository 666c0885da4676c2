package dev.tamis.training.train;

import dev.tamis.training.dataset.ImageSet;

/**
 * Images that a training kept back.
 *
 * @param images as they are
 * @param varied the same as the training varies what it learns from: what a network was hardened against, its thresholds
 *     should hold against
 */
public record Validation(ImageSet images, ImageSet varied) {}
