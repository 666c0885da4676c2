package dev.tamis.generator.paint;

/** Sand dunes with sharp crests: one flank in the sun, the other in shadow, ripples on both. */
final class Dunes implements Scene {
    private static final int DUNES = 5;
    private static final Colour LIT = Colour.of(0xe9b872);
    private static final Colour SHADED = Colour.of(0x7a4632);

    private final Noise noise;

    Dunes(long seed) {
        this.noise = new Noise(seed);
    }

    @Override
    public Colour at(double x, double y) {
        for (int dune = DUNES - 1; dune >= 0; dune--) {
            double crest = crest(dune, x);
            if (y > crest) {
                return sand(dune, x, y, y - crest);
            }
        }
        return Colour.of(0xf3dcc0).mix(Colour.of(0x4d8ec9), Curves.step(0.5, 0, y));
    }

    private double crest(int dune, double x) {
        return 0.38 + 0.12 * dune - 0.20 * (noise.smooth(x * (1.9 - 0.2 * dune) + 13 * dune, 2.5 * dune) - 0.3);
    }

    private Colour sand(int dune, double x, double y, double below) {
        double slope = (crest(dune, x + 0.01) - crest(dune, x - 0.01)) / 0.02;
        double turn = 0.5 * (noise.smooth(x * 3 + dune, 7) - 0.5);
        double flank = Curves.step(-0.10, 0.12, slope + turn * Curves.step(0, 0.25, below) + 0.5 * below);
        double ripple = Math.sin(260 * y + 40 * noise.fractal(x * 3, y * 6, 3)) * 0.035;
        double grain = 0.06 * (noise.smooth(x * 300, y * 300) - 0.5);
        Colour light = LIT.mix(SHADED, flank).times(1 + ripple + grain);
        return light.mix(Colour.of(0xf3dcc0), 0.5 * (1 - (dune + 1.0) / DUNES));
    }
}
