package dev.tamis.training.dataset;

import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@link ImageLoader} read.
 *
 * @param images as the product sees them, at least one
 * @param resampled those of them that were larger than the detector's input, brought to its size by other filters than the
 *     product's; empty where none was wanted or none was larger
 * @param split that the images are of, where the source has splits
 */
public record LoadedImages(ImageSet images, Map<ResamplingFilter, ImageSet> resampled, Optional<Split> split) {}
