package dev.tamis.vision.image;

/** By how much an image is reduced while it is decoded: to 1/1, 1/2, 1/4 or 1/8 of each side, rounded up. */
enum Reduction {
    NONE(1),
    HALF(2),
    QUARTER(4),
    EIGHTH(8);

    private final int factor;

    Reduction(int factor) {
        this.factor = factor;
    }

    /** The strongest reduction that leaves both sides at least so long; {@link #NONE} where none does. */
    static Reduction leaving(int width, int height, int atLeast) {
        int shorter = Math.min(width, height);
        Reduction strongest = NONE;
        for (Reduction reduction : values()) {
            if (shorter / reduction.factor >= atLeast) {
                strongest = reduction;
            }
        }
        return strongest;
    }

    int factor() {
        return factor;
    }

    /** A side's length after this reduction. */
    int of(int side) {
        return (side + factor - 1) / factor;
    }
}
