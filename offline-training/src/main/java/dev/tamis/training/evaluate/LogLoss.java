package dev.tamis.training.evaluate;

import java.util.List;

/** Mean binary cross-entropy of scores, in nats. */
final class LogLoss {
    /** What a score of exactly 0 or 1 counts as, since a network's 32-bit sigmoid saturates near this. */
    private static final double SMALLEST = 1e-7;

    private LogLoss() {}

    static double of(List<ScoredImage> images) {
        double sum = 0;
        for (ScoredImage image : images) {
            double ofTruth = image.isFake() ? image.score() : 1 - image.score();
            sum -= Math.log(Math.max(SMALLEST, ofTruth));
        }
        return sum / images.size();
    }
}
