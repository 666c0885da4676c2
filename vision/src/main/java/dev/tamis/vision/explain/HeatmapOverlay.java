package dev.tamis.vision.explain;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import java.awt.image.BufferedImage;

/**
 * Lays heat maps over the images that they explain: {@linkplain Turbo red} where the map is strongest, the image alone
 * where it is nothing.
 *
 * @param longestSide the longer side of the pictures, in pixels; smaller images are enlarged to it, larger ones reduced
 */
public record HeatmapOverlay(int longestSide) {
    /** Share of the map's colour where the map is strongest. */
    private static final double STRONGEST = 0.6;

    public HeatmapOverlay {
        if (longestSide < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel: " + longestSide);
        }
    }

    /** The image at the size of the pictures, without a map. */
    public RgbImage plain(RgbImage image) {
        return Resampler.fit(image, longestSide);
    }

    /** The image at the size of the pictures, with the map over it; the map is stretched over the whole image. */
    public RgbImage overlay(RgbImage image, Heatmap map) {
        RgbImage picture = plain(image);
        RgbImage heat = Resampler.resize(grey(map), picture.width(), picture.height());
        byte[] blended = new byte[picture.rgb().length];
        for (int i = 0; i < blended.length; i++) {
            int level = heat.rgb()[i] & 0xff;
            double share = STRONGEST * level / 255;
            blended[i] = (byte)
                    Math.round((1 - share) * (picture.rgb()[i] & 0xff) + share * Turbo.channel(level, i % CHANNELS));
        }
        return new RgbImage(picture.width(), picture.height(), blended);
    }

    /**
     * The map alone, to be laid over an image of whatever size by whoever shows it: the map's colour, and more of it the stronger the
     * map is.
     *
     * @return a square picture with an alpha channel; the map is stretched over the whole image, so it is too
     */
    public BufferedImage layer(Heatmap map) {
        RgbImage heat = Resampler.resize(grey(map), longestSide, longestSide);
        BufferedImage layer = new BufferedImage(longestSide, longestSide, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < longestSide * longestSide; i++) {
            int level = heat.rgb()[CHANNELS * i] & 0xff;
            int colour = level << 24
                    | Turbo.channel(level, 0) << 16
                    | Turbo.channel(level, 1) << 8
                    | Turbo.channel(level, 2);
            layer.setRGB(i % longestSide, i / longestSide, colour);
        }
        return layer;
    }

    private static RgbImage grey(Heatmap map) {
        byte[] values = map.toBytes();
        byte[] rgb = new byte[CHANNELS * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = values[i / CHANNELS];
        }
        return new RgbImage(map.width(), map.height(), rgb);
    }
}
