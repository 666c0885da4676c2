package dev.tamis.vision.image;

/**
 * A decoded image and the header of its file.
 *
 * @param header what the file declares; its size is that of the file's image, not of the pixels
 * @param pixels the image as displayed, perhaps reduced
 * @param reduction to one in how many of each side's pixels: 1, 2, 4 or 8
 */
public record DecodedImage(ImageHeader header, RgbImage pixels, int reduction) {}
