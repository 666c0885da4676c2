package dev.tamis.generator.paint;

/** Smooth pseudo-random values over the plane: value noise on the integer grid, the same for the same seed. */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** The value of a cell of the grid, 0 to 1. */
    double cell(long column, long row) {
        long hash = seed + column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return (hash >>> 11) * 0x1.0p-53;
    }

    /** A value that changes smoothly from cell to cell, 0 to 1. */
    double smooth(double x, double y) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double right = ease(x - column);
        double down = ease(y - row);
        double top = lerp(cell(column, row), cell(column + 1, row), right);
        double bottom = lerp(cell(column, row + 1), cell(column + 1, row + 1), right);
        return lerp(top, bottom, down);
    }

    /** A sum of ever finer and weaker values, 0 to 1, around one half. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double total = 0;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * smooth(x * scale + 19.7 * octave, y * scale - 7.3 * octave);
            total += weight;
            weight /= 2;
            scale *= 2;
        }
        return sum / total;
    }

    private static double ease(double share) {
        return share * share * (3 - 2 * share);
    }

    private static double lerp(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
