package dev.tamis.generator.paint;

/**
 * An sRGB colour of three channels, nominally 0 to 1; light that adds up may exceed 1 and is cut when it is painted.
 */
public record Colour(double red, double green, double blue) {
    static final Colour BLACK = new Colour(0, 0, 0);
    static final Colour WHITE = new Colour(1, 1, 1);

    /** @param rgb for example {@code 0xff8800} */
    static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
    }

    /** This colour where the share is 0, the other where it is 1, and between them in proportion. */
    Colour mix(Colour other, double share) {
        double rest = 1 - share;
        return new Colour(
                red * rest + other.red * share, green * rest + other.green * share, blue * rest + other.blue * share);
    }

    Colour plus(Colour light) {
        return new Colour(red + light.red, green + light.green, blue + light.blue);
    }

    Colour times(double factor) {
        return new Colour(red * factor, green * factor, blue * factor);
    }

    /** The colour as {@code 0xrrggbb}. */
    int rgb() {
        return channel(red) << 16 | channel(green) << 8 | channel(blue);
    }

    private static int channel(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
