package dev.tamis.generator.paint;

/** A painted bust in three-quarter light before a blurred background. The seed chooses skin, hair and clothes. */
final class Portrait implements Scene {
    private static final int[] SKINS = {0xf1c9a8, 0xd9a27a, 0x9a6240, 0x6b4129, 0xe6b58f};
    private static final int[] HAIRS = {0x2a1a12, 0x5b3418, 0xb07b3a, 0x141414, 0x8a8580};
    private static final int[] CLOTHES = {0x2f5d7c, 0x8c3b3b, 0x3f6b4a, 0x4b3f6b, 0xb5893c};
    private static final int[] WALLS = {0x7b9aa0, 0xb59b7c, 0x6f7f6a, 0x8a7f9a, 0x9a8a7a};
    private static final double FACE_Y = 0.42;

    private final Noise noise;
    private final Colour skin;
    private final Colour hair;
    private final Colour cloth;
    private final Colour wall;

    Portrait(long seed) {
        this.noise = new Noise(seed);
        this.skin = pick(SKINS, 1);
        this.hair = pick(HAIRS, 2);
        this.cloth = pick(CLOTHES, 3);
        this.wall = pick(WALLS, 4);
    }

    private Colour pick(int[] colours, long what) {
        return Colour.of(colours[(int) (noise.cell(what, 77) * colours.length)]);
    }

    @Override
    public Colour at(double x, double y) {
        Colour colour = background(x, y);
        colour = over(colour, hairBehind(x, y), Curves.ellipse(x, y - 0.44, 0.235, 0.33));
        colour = over(colour, lit(skin.times(0.72), x, y), Math.min(0.085 - Math.abs(x), 0.85 - y));
        double shoulders = Curves.ellipse(x, y - 1.06, 0.46, 0.36);
        double collar = Curves.ellipse(x, y - 0.70, 0.11, 0.075);
        colour = over(colour, clothes(x, y), Math.min(shoulders, -collar));
        colour = over(colour, face(x, y), Curves.ellipse(x, y - FACE_Y, 0.165, 0.215));
        double fringe = 0.235 + 0.05 * noise.fractal(x * 9, 3, 3) + 0.5 * (x - 0.06) * (x - 0.06) * 4;
        double front = Math.min(Curves.ellipse(x, y - 0.40, 0.19, 0.235), fringe - y + 0.05);
        return over(colour, hairBehind(x, y).times(1.12), front);
    }

    /** Lays a colour over another where the shape is positive. */
    private static Colour over(Colour below, Colour above, double shape) {
        return below.mix(above, Curves.step(-0.006, 0.006, shape));
    }

    private Colour background(double x, double y) {
        Colour base = wall.times(0.75 + 0.5 * noise.fractal(x * 1.2, y * 1.2, 3));
        double bokeh = 0;
        for (int i = 0; i < 14; i++) {
            double distance = Math.hypot(x - 1.8 * (noise.cell(i, 1) - 0.5), y - noise.cell(i, 2));
            double radius = 0.05 + 0.05 * noise.cell(i, 3);
            bokeh += 0.16 * Curves.step(radius, radius * 0.85, distance);
        }
        return base.plus(Colour.of(0xffe2b0).times(bokeh)).times(1 - 0.35 * Math.hypot(x, y - 0.5));
    }

    private Colour face(double x, double y) {
        double down = y - FACE_Y;
        Colour colour = lit(skin, x, y);
        Colour blush = Colour.of(0xc9574b);
        colour = colour.mix(blush, 0.22 * Math.exp(-500 * (square(Math.abs(x) - 0.085) + square(down - 0.055))));
        double nose = Math.exp(-900 * square(x - 0.012) - 60 * square(down - 0.02));
        colour = colour.times(1 - 0.16 * nose).plus(Colour.WHITE.times(0.06 * nose * (x < 0.008 ? 1 : 0)));
        colour = over(colour, skin.times(0.5), Curves.ellipse(x, down - 0.075, 0.032, 0.007));
        colour = over(colour, Colour.of(0xa8433f).mix(skin, 0.25), Curves.ellipse(x, down - 0.125, 0.052, 0.016));
        colour = over(colour, Colour.of(0x5a1f20), Curves.ellipse(x, down - 0.124, 0.045, 0.0028));
        return eye(eye(colour, x + 0.066, down + 0.015), x - 0.066, down + 0.015);
    }

    private Colour eye(Colour below, double x, double y) {
        Colour colour = over(below, hair.times(0.8), Curves.ellipse(x, y + 0.046 - 2 * x * x, 0.042, 0.0075));
        colour = colour.times(1 - 0.18 * Math.exp(-1200 * (x * x + 2 * y * y)));
        double white = Curves.ellipse(x, y, 0.031, 0.0155);
        colour = over(colour, Colour.of(0xf2eee8), white);
        colour = over(colour, Colour.of(0x4f6b63), Math.min(white, Curves.ellipse(x, y, 0.014, 0.014)));
        colour = over(colour, Colour.of(0x101010), Math.min(white, Curves.ellipse(x, y, 0.007, 0.007)));
        return over(colour, Colour.WHITE, Curves.ellipse(x + 0.005, y + 0.005, 0.003, 0.003));
    }

    private Colour hairBehind(double x, double y) {
        double strand = noise.fractal(x * 70 + 6 * y, y * 5, 4);
        double shine = Math.exp(-90 * square(y - 0.27 - 0.3 * x * x)) * 0.5;
        return hair.times(0.65 + 0.6 * strand).plus(Colour.WHITE.times(0.25 * shine * strand));
    }

    private Colour clothes(double x, double y) {
        double fold = noise.fractal(x * 5, y * 3, 4) - 0.5;
        double weave = 0.05 * (noise.smooth(x * 220, y * 220) - 0.5);
        return cloth.times(0.95 - 0.9 * x * 0.6 + 0.5 * fold + weave);
    }

    /** Light from the upper left on a rounded surface. */
    private static Colour lit(Colour colour, double x, double y) {
        double across = x / 0.165;
        double down = (y - FACE_Y) / 0.215;
        double depth = Math.sqrt(Math.max(0, 1 - Math.min(1, across * across + down * down)));
        return colour.times(0.62 + 0.42 * Math.max(0, -0.5 * across - 0.35 * down + 0.79 * depth));
    }

    private static double square(double value) {
        return value * value;
    }
}
