package dev.tamis.generator.paint;

import java.awt.image.BufferedImage;

/** A picture as a function of the place: it has no size of its own and can be painted at any. */
@FunctionalInterface
public interface Scene {
    /**
     * The colour of a place.
     *
     * @param x 0 in the middle, in heights of the picture, positive to the right
     * @param y 0 at the top, 1 at the bottom
     */
    Colour at(double x, double y);

    /** Paints the scene, with edges smoothed by two samples a pixel. */
    default BufferedImage paint(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.setRGB(
                        column, row, pixel(column - width / 2.0, row, height).rgb());
            }
        }
        return image;
    }

    private Colour pixel(double column, double row, int height) {
        Colour upperLeft = at((column + 0.25) / height, (row + 0.25) / height);
        Colour lowerRight = at((column + 0.75) / height, (row + 0.75) / height);
        return upperLeft.mix(lowerRight, 0.5);
    }
}
