package dev.tamis.generator.paint;

/** Curves that scenes are drawn with. */
final class Curves {
    private Curves() {}

    /** 0 up to the first edge, 1 from the second on, smooth between them. The first edge may be the greater one. */
    static double step(double from, double to, double value) {
        double share = Math.max(0, Math.min(1, (value - from) / (to - from)));
        return share * share * (3 - 2 * share);
    }

    /** 1 in the middle of an ellipse, 0 on its edge, negative outside. */
    static double ellipse(double x, double y, double halfWidth, double halfHeight) {
        return 1 - Math.hypot(x / halfWidth, y / halfHeight);
    }
}
