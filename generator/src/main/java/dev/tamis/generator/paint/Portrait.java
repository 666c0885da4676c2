package dev.tamis.generator.paint;

import java.util.List;

/** A painted bust in light from the left before a blurred background. The seed chooses skin, hair and clothes. */
final class Portrait implements Scene {
    private static final int[] SKINS = {0xf1c9a8, 0xd9a27a, 0x9a6240, 0x6b4129, 0xe6b58f};
    private static final int[] HAIRS = {0x2a1a12, 0x5b3418, 0xb07b3a, 0x141414, 0x8a8580};
    private static final int[] CLOTHES = {0x2f5d7c, 0x8c3b3b, 0x3f6b4a, 0x4b3f6b, 0xb5893c};
    private static final int[] WALLS = {0x7b9aa0, 0xb59b7c, 0x6f7f6a, 0x8a7f9a, 0x9a8a7a};
    private static final double FACE_Y = 0.42;
    private static final double FACE_HALF_WIDTH = 0.165;
    private static final double FACE_HALF_HEIGHT = 0.215;
    private static final double SOFT_EDGE = 0.006;
    private static final int LIGHTS = 14;

    private final Noise noise;
    private final Colour skin;
    private final Colour hair;
    private final Colour cloth;
    private final Colour wall;
    private final List<Layer> layers;

    /** A part of the picture: positive inside its shape, negative outside, and how it is coloured. */
    private record Layer(Shape shape, Scene paint) {}

    private interface Shape {
        double inside(double x, double y);
    }

    Portrait(long seed) {
        this.noise = new Noise(seed);
        this.skin = pick(SKINS, 1);
        this.hair = pick(HAIRS, 2);
        this.cloth = pick(CLOTHES, 3);
        this.wall = pick(WALLS, 4);
        double hairLength = noise.cell(5, 77) < 0.5 ? 0.33 : 0.20;
        this.layers = List.of(
                new Layer(this::fringe, (x, y) -> strands(x, y).times(1.12)),
                new Layer((x, y) -> Curves.ellipse(x, y - FACE_Y, FACE_HALF_WIDTH, FACE_HALF_HEIGHT), this::face),
                new Layer(Portrait::shirt, this::fabric),
                new Layer(Portrait::neck, (x, y) -> lit(skin.times(0.72), x, y)),
                new Layer((x, y) -> Curves.ellipse(x, y - 0.11 - hairLength, 0.225, hairLength), this::strands));
    }

    private Colour pick(int[] colours, long what) {
        return Colour.of(colours[(int) (noise.cell(what, 77) * colours.length)]);
    }

    @Override
    public Colour at(double x, double y) {
        return from(0, x, y);
    }

    /** The colour seen with all layers in front of one taken away. */
    private Colour from(int layer, double x, double y) {
        if (layer == layers.size()) {
            return background(x, y);
        }
        Layer front = layers.get(layer);
        double cover = Curves.step(-SOFT_EDGE, SOFT_EDGE, front.shape.inside(x, y));
        if (cover == 1) {
            return front.paint.at(x, y);
        }
        Colour behind = from(layer + 1, x, y);
        return cover == 0 ? behind : behind.mix(front.paint.at(x, y), cover);
    }

    private double fringe(double x, double y) {
        double hairline = 0.285 + 0.05 * noise.smooth(x * 9, 3) + 2 * square(x - 0.06);
        return Math.min(Curves.ellipse(x, y - 0.40, 0.19, 0.235), hairline - y);
    }

    private static double shirt(double x, double y) {
        double shoulders = Curves.ellipse(x, y - 1.06, 0.46, 0.36);
        double collar = Curves.ellipse(x, y - 0.70, 0.11, 0.075);
        return Math.min(shoulders, -collar);
    }

    private static double neck(double x, double y) {
        return Math.min(0.085 - Math.abs(x), Math.min(0.85 - y, y - FACE_Y));
    }

    private Colour background(double x, double y) {
        Colour base = wall.times(0.75 + 0.5 * noise.fractal(x * 1.2, y * 1.2, 3));
        double bokeh = 0;
        for (int i = 0; i < LIGHTS; i++) {
            double distance = Math.hypot(x - 1.8 * (noise.cell(i, 1) - 0.5), y - noise.cell(i, 2));
            double radius = 0.05 + 0.05 * noise.cell(i, 3);
            bokeh += 0.16 * Curves.step(radius, radius * 0.85, distance);
        }
        return base.plus(Colour.of(0xffe2b0).times(bokeh)).times(1 - 0.35 * Math.hypot(x, y - 0.5));
    }

    private Colour face(double x, double y) {
        double down = y - FACE_Y;
        double blush = 0.22 * Math.exp(-500 * (square(Math.abs(x) - 0.085) + square(down - 0.055)));
        double nose = Math.exp(-900 * square(x - 0.012) - 60 * square(down - 0.02));
        Colour colour = lit(skin, x, y).mix(Colour.of(0xc9574b), blush).times(1 - 0.16 * nose);
        colour = spot(colour, skin.times(0.5), Curves.ellipse(x, down - 0.075, 0.032, 0.007));
        colour = spot(colour, Colour.of(0xa8433f).mix(skin, 0.25), Curves.ellipse(x, down - 0.125, 0.052, 0.016));
        colour = spot(colour, Colour.of(0x5a1f20), Curves.ellipse(x, down - 0.124, 0.045, 0.0028));
        return eye(eye(colour, x + 0.066, down + 0.015), x - 0.066, down + 0.015);
    }

    private Colour eye(Colour face, double x, double y) {
        Colour colour = spot(face, hair.times(0.8), Curves.ellipse(x, y + 0.046 - 2 * x * x, 0.042, 0.0075));
        colour = colour.times(1 - 0.18 * Math.exp(-1200 * (x * x + 2 * y * y)));
        double white = Curves.ellipse(x, y, 0.031, 0.0155);
        colour = spot(colour, Colour.of(0xf2eee8), white);
        colour = spot(colour, Colour.of(0x4f6b63), Math.min(white, Curves.ellipse(x, y, 0.014, 0.014)));
        colour = spot(colour, Colour.of(0x101010), Math.min(white, Curves.ellipse(x, y, 0.007, 0.007)));
        return spot(colour, Colour.WHITE, Curves.ellipse(x + 0.005, y + 0.005, 0.003, 0.003));
    }

    private static Colour spot(Colour below, Colour above, double shape) {
        return below.mix(above, Curves.step(-SOFT_EDGE, SOFT_EDGE, shape));
    }

    private Colour strands(double x, double y) {
        double strand = noise.fractal(x * 70 + 6 * y, y * 5, 4);
        double shine = Math.exp(-90 * square(y - 0.27 - 0.3 * x * x)) * 0.5;
        return hair.times(0.65 + 0.6 * strand).plus(Colour.WHITE.times(0.25 * shine * strand));
    }

    private Colour fabric(double x, double y) {
        double fold = noise.fractal(x * 5, y * 3, 4) - 0.5;
        double weave = 0.05 * (noise.smooth(x * 220, y * 220) - 0.5);
        return cloth.times(0.95 - 0.54 * x + 0.5 * fold + weave);
    }

    /** Light from the upper left on a rounded surface. */
    private static Colour lit(Colour colour, double x, double y) {
        double across = x / FACE_HALF_WIDTH;
        double down = (y - FACE_Y) / FACE_HALF_HEIGHT;
        double depth = Math.sqrt(Math.max(0, 1 - Math.min(1, across * across + down * down)));
        return colour.times(0.62 + 0.42 * Math.max(0, -0.5 * across - 0.35 * down + 0.79 * depth));
    }

    private static double square(double value) {
        return value * value;
    }
}
