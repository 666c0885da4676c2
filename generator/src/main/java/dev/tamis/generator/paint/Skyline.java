package dev.tamis.generator.paint;

/** A city at dusk: three rows of towers, the nearest with lit windows, doubled in a river. */
final class Skyline implements Scene {
    private static final int ROWS = 3;
    private static final double SHORE = 0.80;
    private static final Colour HAZE = Colour.of(0xe58f7b);
    private static final Colour ZENITH = Colour.of(0x1d2b5a);
    private static final Colour WALL = Colour.of(0x0d1226);

    private final Noise noise;

    Skyline(long seed) {
        this.noise = new Noise(seed);
    }

    @Override
    public Colour at(double x, double y) {
        if (y <= SHORE) {
            return city(x, y);
        }
        double depth = y - SHORE;
        double wave = 0.02 * (noise.fractal(x * 20, y * 160, 3) - 0.5);
        return city(x + wave, SHORE - 1.6 * depth + 3 * wave).times(0.7).mix(ZENITH, 0.25);
    }

    private Colour city(double x, double y) {
        for (int row = ROWS - 1; row >= 0; row--) {
            double width = 0.055 + 0.012 * row;
            long tower = (long) Math.floor(x / width + 0.37 * row);
            double top = SHORE - 0.10 - (0.44 - 0.11 * row) * Math.pow(noise.cell(tower, row), 1.4);
            if (y > top) {
                return tower(row, tower, x, y);
            }
        }
        double cloud = Curves.step(0.5, 0.8, noise.fractal(x * 1.5, y * 6, 5));
        return HAZE.mix(ZENITH, Curves.step(0.75, 0.05, y)).mix(Colour.of(0xf2b79d), 0.5 * cloud);
    }

    private Colour tower(int row, long tower, double x, double y) {
        double far = 0.55 - 0.25 * row;
        Colour wall = WALL.mix(HAZE, far).times(0.85 + 0.3 * noise.cell(tower, row + 40));
        double across = x * 105;
        double up = y * 66;
        boolean pane = across - Math.floor(across) > 0.35 && up - Math.floor(up) > 0.45;
        double lamp = noise.cell((long) Math.floor(across), (long) Math.floor(up) + 1000L * row);
        if (!pane || lamp < 0.74) {
            return wall;
        }
        Colour warm = Colour.of(0xffd894).mix(Colour.of(0xcfe3ff), noise.cell(tower, (long) Math.floor(up)) * 0.6);
        return wall.mix(warm, 0.9 - far);
    }
}
