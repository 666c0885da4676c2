package dev.tamis.training.explain;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.explain.Painting.Area;
import dev.tamis.training.report.Template;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Images beside what a network saw in them, as in figure 6 of Bird and Lotfi (2024): each image, its maps over it, and a bar
 * whose filled part is P(FAKE). A red frame marks an image that the network got wrong. Numbers stand on the page beside it: text
 * in a picture needs fonts, which a server may lack.
 *
 * @param maps how many of an image's maps are shown, from the first on
 */
public record Gallery(int maps) {
    private static final HeatmapOverlay OVERLAY = new HeatmapOverlay(96);
    private static final int GAP = 4;
    private static final int BAR = 8;
    private static final int WHITE = 0xffffff;
    private static final int RIGHT_FRAME = 0xe3e6eb;
    private static final int WRONG_FRAME = 0xd11a1a;
    private static final int FAKE_BAR = 0xc2410c;
    private static final int REAL_BAR = 0x93b4f5;

    /** An image of the page. */
    record Picture(ExplainedImage explained, String uri) {
        public double probabilityFake() {
            return 1 - explained.probabilityReal();
        }
    }

    /**
     * All images with their numbers, for a page.
     *
     * @param sources of the maps, for the legend
     */
    public String html(List<? extends MapSource> sources, List<ExplainedImage> images) {
        return Template.html(
                Gallery.class,
                "gallery.html.mustache",
                Map.of(
                        "sources",
                        sources.stream().map(MapSource::name).toList(),
                        "pictures",
                        images.stream().map(this::picture).toList()));
    }

    private Picture picture(ExplainedImage explained) {
        byte[] png = PngEncoder.encode(strip(explained));
        return new Picture(
                explained, "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    }

    /** All images: the generated ones on the left, the photographs on the right. */
    RgbImage sheet(List<ExplainedImage> images) {
        List<RgbImage> fakes = strips(images, Label.FAKE);
        List<RgbImage> reals = strips(images, Label.REAL);
        RgbImage one = (fakes.isEmpty() ? reals : fakes).get(0);
        int rows = Math.max(fakes.size(), reals.size());
        Painting sheet = new Painting(2 * one.width() + 4 * GAP, rows * (one.height() + GAP) + GAP, WHITE);
        paste(fakes, sheet, GAP);
        paste(reals, sheet, one.width() + 3 * GAP);
        return sheet.image();
    }

    private List<RgbImage> strips(List<ExplainedImage> images, Label label) {
        return images.stream()
                .filter(image -> image.image().label() == label)
                .map(this::strip)
                .toList();
    }

    private static void paste(List<RgbImage> strips, Painting sheet, int left) {
        for (int row = 0; row < strips.size(); row++) {
            sheet.paste(strips.get(row), left, GAP + row * (strips.get(row).height() + GAP));
        }
    }

    /** One image, its maps and its bar. */
    RgbImage strip(ExplainedImage explained) {
        RgbImage plain = OVERLAY.plain(explained.pixels());
        int step = plain.width() + GAP;
        int width = GAP + (maps + 1) * step;
        Painting strip =
                new Painting(width, plain.height() + BAR + 3 * GAP, explained.isRight() ? RIGHT_FRAME : WRONG_FRAME);
        strip.paste(plain, GAP, GAP);
        for (int i = 0; i < maps; i++) {
            Heatmap map = explained.maps().get(i);
            strip.paste(OVERLAY.overlay(explained.pixels(), map), GAP + (i + 1) * step, GAP);
        }
        Area bar = new Area(GAP, plain.height() + 2 * GAP, width - 2 * GAP, BAR);
        strip.fill(bar, REAL_BAR);
        int filled = (int) Math.round((1 - explained.probabilityReal()) * bar.width());
        if (filled > 0) {
            strip.fill(new Area(bar.left(), bar.top(), filled, BAR), FAKE_BAR);
        }
        return strip.image();
    }
}
