package dev.tamis.generator.paint;

/** A sunset over the sea, the sky mirrored in waves that grow towards the shore. */
final class Sea implements Scene {
    private static final double HORIZON = 0.52;
    private static final double SUN_Y = 0.43;
    private static final Colour ZENITH = Colour.of(0x27336b);
    private static final Colour LOW = Colour.of(0xf7a05f);
    private static final Colour SUN = Colour.of(0xffe6a8);
    private static final Colour DEEP = Colour.of(0x0e2740);

    private final Noise noise;

    Sea(long seed) {
        this.noise = new Noise(seed);
    }

    @Override
    public Colour at(double x, double y) {
        return y < HORIZON ? sky(x, y) : water(x, y - HORIZON);
    }

    private Colour sky(double x, double y) {
        Colour air = LOW.mix(ZENITH, Curves.step(HORIZON, -0.1, y));
        double cloud = Curves.step(0.45, 0.75, noise.fractal(x * 1.3, y * 7, 6));
        double distance = Math.hypot(x, y - SUN_Y);
        Colour lit = Colour.of(0xe8675a).mix(Colour.of(0x4a3a6e), Curves.step(0, 0.7, distance));
        return air.mix(lit, 0.75 * cloud)
                .plus(SUN.times(0.5 * Math.exp(-6 * distance) + Curves.step(0.062, 0.055, distance)));
    }

    private Colour water(double x, double depth) {
        double distance = 0.06 / (depth + 0.012);
        double wave = noise.fractal(x * 6 * distance, 14 * distance * distance + 60 * Math.sqrt(depth), 5) - 0.5;
        double choppy = Curves.step(0, 0.2, depth);
        Colour mirrored = sky(x + 0.25 * wave * choppy, HORIZON - depth * 0.9 + 0.10 * wave);
        double path = Math.exp(-Math.abs(x + 0.2 * wave) * (9 - 6 * choppy)) * Curves.step(0.02, 0.22, wave);
        return mirrored.mix(DEEP, 0.35 + 0.45 * choppy + 0.4 * wave).plus(SUN.times(0.75 * path));
    }
}
