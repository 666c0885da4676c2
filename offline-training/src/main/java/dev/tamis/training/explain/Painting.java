package dev.tamis.training.explain;

import dev.tamis.vision.image.RgbImage;

/** An image under construction: rectangles of colour, and other images laid on it. */
final class Painting {
    private static final int BYTE = 8;

    private final RgbImage image;

    /** @param colour of the ground, {@code 0xRRGGBB} */
    Painting(int width, int height, int colour) {
        this.image = new RgbImage(width, height, new byte[RgbImage.CHANNELS * width * height]);
        fill(new Area(0, 0, width, height), colour);
    }

    /** A rectangle, in pixels. */
    record Area(int left, int top, int width, int height) {}

    /** Fills a rectangle with a colour, {@code 0xRRGGBB}. */
    void fill(Area area, int colour) {
        for (int i = 0; i < area.width() * area.height(); i++) {
            int at = at(area.left() + i % area.width(), area.top() + i / area.width());
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                image.rgb()[at + channel] = (byte) (colour >> BYTE * (RgbImage.CHANNELS - 1 - channel));
            }
        }
    }

    /** Lays an image on this one. */
    void paste(RgbImage other, int left, int top) {
        int line = RgbImage.CHANNELS * other.width();
        for (int y = 0; y < other.height(); y++) {
            System.arraycopy(other.rgb(), y * line, image.rgb(), at(left, top + y), line);
        }
    }

    private int at(int x, int y) {
        return RgbImage.CHANNELS * (y * image.width() + x);
    }

    /** What was painted; not copied. */
    RgbImage image() {
        return image;
    }
}
