package dev.tamis.generator.load;

import static dev.tamis.generator.paint.ImageFiles.bmp;
import static dev.tamis.generator.paint.ImageFiles.gif;
import static dev.tamis.generator.paint.ImageFiles.interlacedPng;
import static dev.tamis.generator.paint.ImageFiles.jpeg;
import static dev.tamis.generator.paint.ImageFiles.png;
import static dev.tamis.generator.paint.ImageFiles.progressiveJpeg;
import static dev.tamis.generator.paint.JpegSegments.withOrientation;
import static dev.tamis.generator.paint.PixelTypes.deepWithAlpha;
import static dev.tamis.generator.paint.PixelTypes.grey;
import static dev.tamis.generator.paint.PixelTypes.palette;

import dev.tamis.generator.paint.Scenes;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Supplier;

/**
 * Images painted by code, free to ship, in the formats, pixel types and sizes that uploads come in. Each is painted when
 * it is read: the same bytes every time on the same JDK.
 */
public final class PaintedUploads {
    private static final int ANIMATION_FRAMES = 12;

    private PaintedUploads() {}

    /** Two dozen uploads, every one a readable image; what is painted fastest comes first. */
    public static List<Upload> all() {
        return List.of(
                painted("avatar.png", () -> png(Scenes.portrait(22).paint(128, 128))),
                painted("thumbnail-of-the-sea.jpg", () -> jpeg(Scenes.sea(9).paint(32, 32), 0.95f)),
                painted(
                        "thumbnail-of-a-portrait.png",
                        () -> png(Scenes.portrait(8).paint(32, 32))),
                painted("corner-to-corner.png", () -> png(Scenes.gradient().paint(256, 256))),
                painted("oak-board.bmp", () -> bmp(Scenes.wood(3).paint(320, 240))),
                painted("television-snow.png", () -> png(grey(Scenes.grain(1).paint(200, 150)))),
                painted("tartan.jpg", () -> jpeg(Scenes.cloth(1).paint(500, 500), 0.95f)),
                painted("colour-study.gif", () -> gif(Scenes.rings(6).paint(480, 320))),
                painted("marble-slab.png", () -> interlacedPng(Scenes.marble(8).paint(600, 400))),
                painted(
                        "portrait-by-the-window.jpg",
                        () -> jpeg(Scenes.portrait(3).paint(480, 600), 0.9f)),
                painted(
                        "portrait-in-grey.jpg",
                        () -> jpeg(grey(Scenes.portrait(14).paint(400, 500)), 0.85f)),
                painted(
                        "still-life-with-spheres.png",
                        () -> png(Scenes.spheres().paint(600, 400))),
                painted(
                        "harbour-sunset.jpg",
                        () -> progressiveJpeg(Scenes.sea(4).paint(1024, 683), 0.85f)),
                painted("stained-glass.png", () -> png(palette(Scenes.glass(9).paint(512, 512)))),
                painted("city-at-dusk.jpg", () -> jpeg(Scenes.skyline(12).paint(900, 600), 0.75f)),
                painted("milky-way.png", () -> png(Scenes.nightSky(21).paint(800, 533))),
                painted("dahlia.jpg", () -> jpeg(Scenes.flower(2).paint(640, 640), 0.88f)),
                painted("portrait-held-sideways.jpg", PaintedUploads::heldSideways),
                painted("dahlia-opening.gif", () -> gif(opening())),
                painted(
                        "evening-ridges.png",
                        () -> png(deepWithAlpha(Scenes.eveningMountains(15).paint(600, 400)))),
                painted(
                        "valley-in-rain.jpg",
                        () -> jpeg(Scenes.overcastMountains(31).paint(800, 600), 0.4f)),
                painted(
                        "alpine-morning.jpg",
                        () -> jpeg(Scenes.morningMountains(7).paint(960, 640), 0.92f)),
                painted("dunes.jpg", () -> jpeg(Scenes.dunes(5).paint(1200, 800), 0.8f)),
                painted(
                        "panorama.jpg",
                        () -> progressiveJpeg(Scenes.eveningMountains(2).paint(2000, 500), 0.7f)));
    }

    /** Lies on its side in the file and stands upright when displayed. */
    private static byte[] heldSideways() {
        BufferedImage upright = Scenes.portrait(5).paint(480, 640);
        int width = upright.getWidth();
        int height = upright.getHeight();
        BufferedImage turned = new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned.setRGB(y, width - 1 - x, upright.getRGB(x, y));
            }
        }
        return withOrientation(jpeg(turned, 0.9f), 6);
    }

    private static List<BufferedImage> opening() {
        return Scenes.openingFlower(2, ANIMATION_FRAMES)
                .map(scene -> scene.paint(200, 200))
                .toList();
    }

    private static Upload painted(String name, Supplier<byte[]> file) {
        return Upload.named(name, file::get);
    }
}
