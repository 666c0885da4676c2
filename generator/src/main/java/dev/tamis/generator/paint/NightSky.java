package dev.tamis.generator.paint;

/** Stars, a band of the Milky Way and a moon over dark hills with a lake of mist. */
final class NightSky implements Scene {
    private static final Colour ZENITH = Colour.of(0x050a1f);
    private static final Colour HORIZON = Colour.of(0x2b4a6f);
    private static final int STARS_PER_HEIGHT = 70;

    private final Noise noise;

    NightSky(long seed) {
        this.noise = new Noise(seed);
    }

    @Override
    public Colour at(double x, double y) {
        double hill = 0.78 + 0.16 * (noise.fractal(x * 1.8, 3, 5) - 0.5) + 0.012 * noise.smooth(x * 90, 1);
        if (y > hill) {
            double mist = Curves.step(0.02, 0.2, y - hill) * noise.fractal(x * 3, y * 11, 4);
            return Colour.of(0x04070d).mix(Colour.of(0x35506b), 0.7 * mist);
        }
        double band = Math.exp(-60 * Math.pow(y - 0.35 + 0.45 * x, 2));
        Colour sky = ZENITH.mix(HORIZON, Curves.step(0.15, 0.95, y));
        Colour milk = Colour.of(0x8fa0cf).times(0.55 * band * noise.fractal(x * 5, y * 5, 6));
        return sky.plus(milk).plus(Colour.WHITE.times(stars(x, y, band))).plus(moon(x, y));
    }

    private double stars(double x, double y, double band) {
        long column = (long) Math.floor(x * STARS_PER_HEIGHT);
        long row = (long) Math.floor(y * STARS_PER_HEIGHT);
        if (noise.cell(column, row) > 0.10 + 0.25 * band) {
            return 0;
        }
        double right = x * STARS_PER_HEIGHT - column - (0.2 + 0.6 * noise.cell(column, row + 5000));
        double down = y * STARS_PER_HEIGHT - row - (0.2 + 0.6 * noise.cell(column, row + 9000));
        double magnitude = Math.pow(noise.cell(column + 7000, row), 4);
        return (0.25 + magnitude) * Math.exp(-(80 - 60 * magnitude) * (right * right + down * down));
    }

    private Colour moon(double x, double y) {
        double distance = Math.hypot(x - 0.42, y - 0.22);
        double disc = Curves.step(0.075, 0.072, distance) * (0.35 + 0.6 * noise.fractal(x * 22, y * 22, 4));
        return Colour.of(0xf4efdc).times(disc + 0.22 * Math.exp(-9 * distance));
    }
}
