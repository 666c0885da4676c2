package dev.tamis.local.report;

import dev.tamis.vision.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures that a web page shows as JPEG, a fifth of what PNG takes for a photograph. */
final class Pictures {
    private Pictures() {}

    static void writeJpeg(RgbImage image, Path file) throws IOException {
        if (!ImageIO.write(buffered(image), "jpeg", file.toFile())) {
            throw new IllegalStateException("every JDK writes JPEG");
        }
    }

    private static BufferedImage buffered(RgbImage image) {
        BufferedImage buffered = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) buffered.getRaster().getDataBuffer()).getData();
        byte[] rgb = image.rgb();
        for (int pixel = 0; pixel < rgb.length; pixel += RgbImage.CHANNELS) {
            bgr[pixel] = rgb[pixel + 2];
            bgr[pixel + 1] = rgb[pixel + 1];
            bgr[pixel + 2] = rgb[pixel];
        }
        return buffered;
    }
}
