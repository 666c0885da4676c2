package dev.tamis.training.train;

/**
 * How well a network did on some images.
 *
 * @param images number of images
 * @param loss summed binary cross-entropy
 * @param correct images on the right side of 1/2
 */
record Judgement(int images, double loss, int correct) {
    static final Judgement NONE = new Judgement(0, 0, 0);

    /** Keeps the loss of a saturated 32-bit probability finite, as DL4J does in training. */
    private static final double SMALLEST = 1e-7;

    /**
     * Judges a batch.
     *
     * @param probabilities P(REAL) by image
     * @param targets 0 for FAKE and 1 for REAL, by image
     */
    static Judgement of(float[] probabilities, float[] targets) {
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < targets.length; i++) {
            double ofTruth = targets[i] == 1 ? probabilities[i] : 1 - probabilities[i];
            loss -= Math.log(Math.max(SMALLEST, ofTruth));
            correct += (probabilities[i] > 0.5) == (targets[i] == 1) ? 1 : 0;
        }
        return new Judgement(targets.length, loss, correct);
    }

    Judgement plus(Judgement other) {
        return new Judgement(images + other.images, loss + other.loss, correct + other.correct);
    }

    double meanLoss() {
        return loss / images;
    }

    double accuracy() {
        return (double) correct / images;
    }
}
