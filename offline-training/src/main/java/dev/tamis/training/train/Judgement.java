package dev.tamis.training.train;

/**
 * How well a network did on some images. REAL is the positive class, as in the tables of Bird and Lotfi (2024).
 *
 * @param loss summed binary cross-entropy
 * @param realAsReal photographs taken for photographs
 * @param realAsFake photographs taken for generated images
 * @param fakeAsReal generated images taken for photographs
 * @param fakeAsFake generated images taken for generated images
 */
public record Judgement(double loss, int realAsReal, int realAsFake, int fakeAsReal, int fakeAsFake) {
    static final Judgement NONE = new Judgement(0, 0, 0, 0, 0);

    /** Keeps the loss of a saturated 32-bit probability finite, as DL4J does in training. */
    private static final double SMALLEST = 1e-7;

    /**
     * Judges a batch.
     *
     * @param probabilities P(REAL) by image
     * @param targets 0 for FAKE and 1 for REAL, by image
     */
    static Judgement of(float[] probabilities, float[] targets) {
        Judgement sum = NONE;
        for (int i = 0; i < targets.length; i++) {
            sum = sum.plus(of(probabilities[i], targets[i] == 1));
        }
        return sum;
    }

    private static Judgement of(float probability, boolean isReal) {
        double loss = -Math.log(Math.max(SMALLEST, isReal ? probability : 1 - probability));
        if (probability > 0.5) {
            return isReal ? new Judgement(loss, 1, 0, 0, 0) : new Judgement(loss, 0, 0, 1, 0);
        }
        return isReal ? new Judgement(loss, 0, 1, 0, 0) : new Judgement(loss, 0, 0, 0, 1);
    }

    Judgement plus(Judgement other) {
        return new Judgement(
                loss + other.loss,
                realAsReal + other.realAsReal,
                realAsFake + other.realAsFake,
                fakeAsReal + other.fakeAsReal,
                fakeAsFake + other.fakeAsFake);
    }

    int images() {
        return realAsReal + realAsFake + fakeAsReal + fakeAsFake;
    }

    public double meanLoss() {
        return loss / images();
    }

    public double accuracy() {
        return (double) (realAsReal + fakeAsFake) / images();
    }

    /** Share of photographs among what was taken for photographs. */
    public double precision() {
        return (double) realAsReal / (realAsReal + fakeAsReal);
    }

    /** Share of the photographs that was taken for photographs. */
    public double recall() {
        return (double) realAsReal / (realAsReal + realAsFake);
    }

    public double f1() {
        return 2.0 * realAsReal / (2 * realAsReal + realAsFake + fakeAsReal);
    }
}
