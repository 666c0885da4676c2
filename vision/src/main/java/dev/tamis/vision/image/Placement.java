package dev.tamis.vision.image;

/**
 * A canvas and the place of an image on it.
 *
 * @param width columns of the canvas
 * @param height rows of the canvas
 * @param left columns of the canvas left of the image
 * @param top rows of the canvas above the image
 */
record Placement(int width, int height, int left, int top) {
    /** A canvas that its image fills. */
    static Placement filling(int width, int height) {
        return new Placement(width, height, 0, 0);
    }
}
