package dev.tamis.vision.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/**
 * Counts the rows of a GIF while they are decoded. The JDK's reader returns an image whose data end early with its lower
 * part empty, and reads data that follow the last row to their end, however many there are.
 */
final class GifRows implements IIOReadUpdateListener {
    private final int height;
    private int rows;

    private GifRows(int height) {
        this.height = height;
    }

    /**
     * Reads the first image and stops after its last row.
     *
     * @throws IIOException where the data end before the last row
     */
    static BufferedImage readAll(ImageReader reader) throws IOException {
        GifRows counter = new GifRows(reader.getHeight(0));
        reader.addIIOReadUpdateListener(counter);
        BufferedImage image = reader.read(0);
        if (counter.rows < counter.height) {
            throw new IIOException("%d rows expected, found %d".formatted(counter.height, counter.rows));
        }
        return image;
    }

    @Override
    public void imageUpdate(
            ImageReader source, BufferedImage image, int x, int y, int w, int h, int stepX, int stepY, int[] bands) {
        rows++;
        if (rows == height) {
            source.abort();
        }
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int first,
            int last,
            int x,
            int y,
            int stepX,
            int stepY,
            int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int first,
            int last,
            int x,
            int y,
            int stepX,
            int stepY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source, BufferedImage image, int x, int y, int w, int h, int stepX, int stepY, int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage image) {}
}
