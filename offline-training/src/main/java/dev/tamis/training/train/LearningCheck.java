package dev.tamis.training.train;

import java.util.List;

/** Tells whether a network learns at all, so that a hopeless run ends early with a reason. */
final class LearningCheck {
    /** The loss of answering 1/2 to everything, less one hundredth. */
    private static final double LOSS_OF_GUESSING = 0.99 * Math.log(2);

    private static final int PATIENCE_STEPS = 500;

    private LearningCheck() {}

    /** @throws HopelessTrainingException where a batch's loss is no number */
    static void requireNumber(double loss, int epoch) throws HopelessTrainingException {
        if (!Double.isFinite(loss)) {
            throw new HopelessTrainingException(
                    "the loss became " + loss + " in epoch " + epoch + "; try a smaller --learning-rate");
        }
    }

    /** @throws HopelessTrainingException where 500 steps and more gave no epoch that was better than guessing */
    static void requireFall(List<EpochRecord> log, int stepsOfAnEpoch) throws HopelessTrainingException {
        boolean learned = log.stream().anyMatch(epoch -> epoch.trainingLoss() < LOSS_OF_GUESSING);
        if (log.size() * stepsOfAnEpoch >= PATIENCE_STEPS && !learned) {
            throw new HopelessTrainingException(
                    "after %d epochs the loss is %.4f, no better than guessing (%.4f): the network does not learn; check the labels or try another --learning-rate"
                            .formatted(log.size(), log.get(log.size() - 1).trainingLoss(), Math.log(2)));
        }
    }
}
