package dev.tamis.vision.explain;

/**
 * The Turbo colour map, from dark blue over green to dark red: a rainbow without false edges (Mikhailov 2019, "Turbo, An
 * Improved Rainbow Colormap for Visualization"), by the polynomials of degree five that approximate it.
 */
final class Turbo {
    private static final double[] RED = {0.13572138, 4.61539260, -42.66032258, 132.13108234, -152.94239396, 59.28637943
    };
    private static final double[] GREEN = {0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604};
    private static final double[] BLUE = {0.10667330, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973
    };

    private static final int LEVELS = 256;
    private static final int[][] COLOURS = new int[LEVELS][];

    static {
        for (int level = 0; level < LEVELS; level++) {
            double position = level / (LEVELS - 1.0);
            COLOURS[level] = new int[] {value(RED, position), value(GREEN, position), value(BLUE, position)};
        }
    }

    private Turbo() {}

    /**
     * A channel of a level's colour.
     *
     * @param level 0 to 255
     * @param channel 0 for red, 1 for green, 2 for blue
     * @return 0 to 255
     */
    static int channel(int level, int channel) {
        return COLOURS[level][channel];
    }

    private static int value(double[] polynomial, double position) {
        double value = 0;
        for (int i = polynomial.length - 1; i >= 0; i--) {
            value = value * position + polynomial[i];
        }
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
