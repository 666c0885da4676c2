package dev.tamis.generator.paint;

/** Surfaces without a subject. */
final class Textures {
    private Textures() {}

    /** Planed wood: growth rings cut lengthwise, with pores. */
    static Scene wood(long seed) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            double bend = noise.fractal(x * 0.7, y * 2.4, 4);
            double ring = 18 * (y + 0.9 * bend);
            double grain = ring - Math.floor(ring);
            double pores = Curves.step(0.62, 0.85, noise.smooth(x * 14, y * 260 + 40 * bend));
            return Colour.of(0xc98f52).mix(Colour.of(0x7b4520), grain * grain).times(1 - 0.22 * pores);
        };
    }

    /** Marble: a sine bent by turbulence (Perlin, "An image synthesizer", 1985). */
    static Scene marble(long seed) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            double turbulence = noise.fractal(x * 3, y * 3, 7);
            double vein = Math.pow(1 - Math.abs(Math.sin(4 * (x + 0.6 * y) + 9 * turbulence)), 5);
            double cloud = noise.fractal(x * 2 + 40, y * 2, 5);
            return Colour.of(0xf1eeea).mix(Colour.of(0xc9cdd3), cloud).mix(Colour.of(0x3e4a58), 0.75 * vein);
        };
    }

    /** Woven cloth: threads over and under, in a check of three colours. */
    static Scene cloth(long seed) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            double across = x * 60;
            double down = y * 60;
            long column = (long) Math.floor(across);
            long row = (long) Math.floor(down);
            boolean over = Math.floorMod(column + row, 2) == 0;
            double ridge = over ? across - column : down - row;
            double round = Math.sqrt(Math.max(0, 1 - 4 * (ridge - 0.5) * (ridge - 0.5)));
            Colour thread = thread(over ? column : row);
            return thread.times(0.45 + 0.5 * round + 0.2 * noise.smooth(x * 400, y * 400));
        };
    }

    private static Colour thread(long index) {
        long place = Math.floorMod(index, 20);
        if (place < 9) {
            return Colour.of(0xa3293a);
        }
        return place < 18 ? Colour.of(0x1f3f5b) : Colour.of(0xe7cf8a);
    }

    /** Stained glass: panes of a Voronoi diagram in lead (Worley, "A cellular texture basis function", 1996). */
    static Scene glass(long seed) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            double[] nearest = nearestPoints(noise, x * 7, y * 7);
            double hue = nearest[2];
            Colour pane = new Colour(wave(hue), wave(hue + 0.33), wave(hue + 0.67)).mix(Colour.of(0x203a7a), 0.15);
            double light = 0.75 + 0.5 * noise.fractal(x * 6, y * 6, 4) - 0.5 * Math.hypot(x, y - 0.5) * 0.6;
            return pane.times(light).mix(Colour.of(0x111318), Curves.step(0.09, 0.05, nearest[1] - nearest[0]));
        };
    }

    private static double wave(double phase) {
        return 0.55 + 0.4 * Math.cos(2 * Math.PI * phase);
    }

    /** Distance to the nearest point, to the second nearest, and a number that belongs to the nearest. */
    private static double[] nearestPoints(Noise noise, double x, double y) {
        double[] found = {9, 9, 0};
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        for (long i = column - 1; i <= column + 1; i++) {
            for (long j = row - 1; j <= row + 1; j++) {
                double distance = Math.hypot(x - i - noise.cell(i, j), y - j - noise.cell(i, j + 777));
                if (distance < found[0]) {
                    found[1] = found[0];
                    found[0] = distance;
                    found[2] = noise.cell(i + 333, j);
                } else {
                    found[1] = Math.min(found[1], distance);
                }
            }
        }
        return found;
    }

    /** Grains without any order, each pixel its own: what no compression can shrink. */
    static Scene grain(long seed) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            long column = (long) Math.floor(x * 4096);
            long row = (long) Math.floor(y * 4096);
            return new Colour(noise.cell(column, row), noise.cell(column, row + 9999), noise.cell(column + 9999, row));
        };
    }
}
