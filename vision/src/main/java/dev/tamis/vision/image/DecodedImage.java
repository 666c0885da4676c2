package dev.tamis.vision.image;

import java.util.List;

/**
 * A decoded image and the header of its file.
 *
 * @param header what the file declares; its size is that of the file's image, not of the pixels
 * @param pixels the image as displayed, perhaps reduced
 * @param reduction to one in how many of each side's pixels: 1, 2, 4 or 8
 * @param metadata what the file carries beside its pixels, unread; shares the file's bytes
 */
public record DecodedImage(ImageHeader header, RgbImage pixels, int reduction, List<MetadataBlock> metadata) {}
