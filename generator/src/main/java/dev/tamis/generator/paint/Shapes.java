package dev.tamis.generator.paint;

/** Plain geometry: gradients, rings, petals. */
final class Shapes {
    private Shapes() {}

    /** Four corners' colours, blended. */
    static Scene gradient() {
        return (x, y) -> {
            double right = Curves.step(-0.75, 0.75, x);
            Colour top = Colour.of(0xff6f61).mix(Colour.of(0xffd56b), right);
            Colour bottom = Colour.of(0x5b3a8c).mix(Colour.of(0x2aa7a1), right);
            return top.mix(bottom, Curves.step(0, 1, y));
        };
    }

    /** Rings in squares, after Kandinsky's colour study of 1913. */
    static Scene rings(long seed) {
        Noise noise = new Noise(seed);
        int[] paints = {0xd8412f, 0xf0b429, 0x2a6fb0, 0x2f8f5b, 0xf2e6d0, 0x6b3f87, 0xe57f3c, 0x1c2b45};
        return (x, y) -> {
            long column = (long) Math.floor(x * 3);
            long row = (long) Math.floor(y * 3);
            double distance = Math.hypot(x * 3 - column - 0.5, y * 3 - row - 0.5);
            double wobble = 0.05 * (noise.fractal(x * 12, y * 12, 3) - 0.5);
            long ring = Math.min(4, (long) Math.floor((distance + wobble) * 9));
            int paint = paints[(int) (noise.cell(column * 31 + ring, row * 17) * paints.length)];
            return Colour.of(paint).times(0.85 + 0.3 * noise.fractal(x * 40, y * 40, 3));
        };
    }

    /**
     * A flower of many petals on dark leaves.
     *
     * @param phase how far it is open, 0 to 1
     */
    static Scene flower(long seed, double phase) {
        Noise noise = new Noise(seed);
        return (x, y) -> {
            double distance = Math.hypot(x, y - 0.5);
            double angle = Math.atan2(y - 0.5, x);
            Colour colour = Colour.of(0x12291c).mix(Colour.of(0x4f7a3c), noise.fractal(x * 6, y * 6, 5));
            for (int layer = 3; layer >= 0; layer--) {
                double reach = (0.13 + 0.08 * layer) * (0.7 + 0.3 * phase);
                double petal = Math.abs(Math.cos(4 * angle + 0.9 * layer + phase));
                double edge = reach * (0.55 + 0.45 * Math.sqrt(petal)) - distance;
                Colour tint = Colour.of(0xf7c6d9).mix(Colour.of(0xc02668), 1 - 0.22 * layer - 0.5 * distance);
                double vein = 0.1 * noise.smooth(angle * 30, distance * 6 + layer);
                colour = colour.mix(tint.times(0.75 + 0.35 * petal - vein), Curves.step(-0.003, 0.003, edge));
            }
            double pollen = 0.8 + 0.5 * noise.smooth(x * 120, y * 120);
            return colour.mix(Colour.of(0xf2b632).times(pollen), Curves.step(0.062, 0.055, distance));
        };
    }
}
