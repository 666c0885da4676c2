package dev.tamis.generator.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

final class ImageFilesTest {
    private static final BufferedImage PICTURE = Scenes.rings(11).paint(160, 120);
    private static final int IHDR_BIT_DEPTH = 24;
    private static final int IHDR_COLOUR_TYPE = 25;
    private static final int IHDR_INTERLACING = 28;

    @Test
    void writesOneScanOrMany() {
        assertThat(frameMarker(ImageFiles.jpeg(PICTURE, 0.8f))).isEqualTo(0xc0);
        assertThat(frameMarker(ImageFiles.progressiveJpeg(PICTURE, 0.8f))).isEqualTo(0xc2);
    }

    @Test
    void writesSmallerFilesAtLowerQuality() {
        assertThat(ImageFiles.jpeg(PICTURE, 0.3f)).hasSizeLessThan(ImageFiles.jpeg(PICTURE, 0.9f).length);
    }

    @Test
    void writesInksThatShowTheSamePicture() throws UnreadableImageException {
        byte[] file = ImageFiles.cmykJpeg(PICTURE, 0.95f);

        assertThat(components(file)).isEqualTo(4);
        assertThat(meanDifference(pixels(file), pixels(ImageFiles.png(PICTURE))))
                .isLessThan(3);
    }

    @Test
    void writesPngsOfTheImagesPixelType() {
        byte[] deep = ImageFiles.png(PixelTypes.deepWithAlpha(PICTURE));
        byte[] palette = ImageFiles.png(PixelTypes.palette(PICTURE));
        byte[] grey = ImageFiles.png(PixelTypes.grey(PICTURE));

        assertThat(new int[] {deep[IHDR_BIT_DEPTH], deep[IHDR_COLOUR_TYPE]}).containsExactly(16, 6);
        assertThat(new int[] {palette[IHDR_BIT_DEPTH], palette[IHDR_COLOUR_TYPE]})
                .containsExactly(8, 3);
        assertThat(new int[] {grey[IHDR_BIT_DEPTH], grey[IHDR_COLOUR_TYPE]}).containsExactly(8, 0);
    }

    @Test
    void writesThePaletteClosestToThePicture() throws UnreadableImageException {
        byte[] file = ImageFiles.png(PixelTypes.palette(PICTURE));

        assertThat(meanDifference(pixels(file), pixels(ImageFiles.png(PICTURE))))
                .isLessThan(6);
    }

    @Test
    void writesInterlacedPngs() {
        assertThat(ImageFiles.png(PICTURE)[IHDR_INTERLACING]).isZero();
        assertThat(ImageFiles.interlacedPng(PICTURE)[IHDR_INTERLACING]).isEqualTo((byte) 1);
    }

    @Test
    void writesEveryFrameOfAnAnimation() throws IOException {
        byte[] file = ImageFiles.gif(Collections.nCopies(5, PICTURE));
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(file)));

        assertThat(reader.getNumImages(true)).isEqualTo(5);
        reader.dispose();
    }

    /** The start-of-frame marker: 0xc0 for baseline, 0xc2 for progressive. */
    private static int frameMarker(byte[] jpeg) {
        return jpeg[frame(jpeg) + 1] & 0xff;
    }

    private static int components(byte[] jpeg) {
        return jpeg[frame(jpeg) + 9];
    }

    private static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0 && (jpeg[at + 1] & 0xff) != 0xc2) {
            at += 2 + (jpeg[at + 2] & 0xff) * 256 + (jpeg[at + 3] & 0xff);
        }
        return at;
    }

    private static RgbImage pixels(byte[] file) throws UnreadableImageException {
        return new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT)
                .read(file)
                .pixels();
    }

    /** Of the channels' values, 0 to 255. */
    private static double meanDifference(RgbImage one, RgbImage other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return sum / one.rgb().length;
    }
}
