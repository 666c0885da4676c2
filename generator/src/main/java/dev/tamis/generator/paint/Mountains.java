package dev.tamis.generator.paint;

/** Ridges behind ridges under a low sun, each paler the farther it is. */
final class Mountains implements Scene {
    private static final int RIDGES = 6;

    private final Noise noise;
    private final Palette palette;
    private final double sunX;

    /**
     * Colours of a time of day.
     *
     * @param zenith the sky overhead, and the nearest ridge's shade
     * @param horizon the sky far away, and what distance fades to
     * @param sun the sun's light
     * @param ground the nearest ridge
     */
    record Palette(Colour zenith, Colour horizon, Colour sun, Colour ground) {
        static final Palette MORNING =
                new Palette(Colour.of(0x3f7fc4), Colour.of(0xf6e3cf), Colour.of(0xfff1c9), Colour.of(0x1e3a34));
        static final Palette EVENING =
                new Palette(Colour.of(0x34307a), Colour.of(0xf59a6b), Colour.of(0xffd27a), Colour.of(0x1d1730));
        static final Palette OVERCAST =
                new Palette(Colour.of(0x8e9aa6), Colour.of(0xdfe3e4), Colour.of(0xe8e8e4), Colour.of(0x2f3a32));
    }

    Mountains(long seed, Palette palette) {
        this.noise = new Noise(seed);
        this.palette = palette;
        this.sunX = noise.cell(3, 5) - 0.5;
    }

    @Override
    public Colour at(double x, double y) {
        for (int ridge = RIDGES - 1; ridge >= 0; ridge--) {
            double crest = y > base(ridge) - height(ridge) ? crest(ridge, x) : 1;
            if (y > crest) {
                return slope(ridge, x, y, y - crest);
            }
        }
        return sky(x, y);
    }

    /** Where a ridge's crest runs; ridge 0 is the farthest. */
    private double crest(int ridge, double x) {
        double roughness = 2.6 - 0.2 * ridge;
        double peaks = 1 - Math.abs(2 * noise.fractal(x * roughness + 31 * ridge, 9.1 * ridge, 6) - 1);
        return base(ridge) - height(ridge) * peaks * peaks * peaks;
    }

    private static double base(int ridge) {
        return 0.5 + 0.11 * ridge;
    }

    private static double height(int ridge) {
        return 0.34 - 0.035 * ridge;
    }

    private Colour slope(int ridge, double x, double y, double below) {
        double near = (ridge + 1.0) / RIDGES;
        double relief = noise.fractal(x * 14 + 5 * ridge, y * 9, 5);
        Colour rock = palette.ground.mix(palette.horizon, 0.25 * relief);
        double snow = Curves.step(0.10, 0.02, below + 0.10 * relief - 0.02) * (ridge < 3 ? 0.7 : 0);
        double mist = Curves.step(0.02, 0.30, below) * 0.35;
        return rock.mix(Colour.WHITE, snow).mix(palette.horizon, (1 - near) * 0.85 + near * mist * 0.6);
    }

    private Colour sky(double x, double y) {
        Colour air = palette.horizon.mix(palette.zenith, Curves.step(0.55, 0, y));
        double cloud = Curves.step(0.48, 0.8, noise.fractal(x * 1.6 + 4, y * 5, 6)) * 0.7;
        double distance = Math.hypot(x - sunX, y - 0.3);
        Colour glow = palette.sun.times(0.55 * Math.exp(-5 * distance) + Curves.step(0.045, 0.035, distance));
        return air.mix(Colour.WHITE.mix(palette.horizon, 0.4), cloud).plus(glow);
    }
}
