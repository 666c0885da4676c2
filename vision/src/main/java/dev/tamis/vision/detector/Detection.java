package dev.tamis.vision.detector;

import dev.tamis.vision.explain.Heatmap;

/**
 * What a detector says of one image.
 *
 * @param score calibrated probability that the image is AI-generated, 0 to 1
 * @param heatmap Grad-CAM of the predicted class, at the size the network declares
 * @param fineDetail the image's {@link dev.tamis.vision.quality.FineDetail}, at that size
 */
public record Detection(double score, Heatmap heatmap, double fineDetail) {}
