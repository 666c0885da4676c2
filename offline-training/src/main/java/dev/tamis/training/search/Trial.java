package dev.tamis.training.search;

import dev.tamis.training.train.Judgement;
import java.util.Optional;

/**
 * What one training of the search gave: a line of the trial log.
 *
 * @param topology as {@link dev.tamis.training.network.Topology#parse} reads it
 * @param stopped why it ended early; absent where it did not
 * @param result what it reached; absent where it ended early
 */
public record Trial(String topology, Optional<String> stopped, Optional<Result> result) {
    /** Its figures, or why it was stopped, for people. */
    public String description() {
        return result.map(reached -> "validation loss %.4f  accuracy %.4f  test accuracy %.4f  %,d parameters  %,.0f s"
                        .formatted(
                                reached.validation.loss(),
                                reached.validation.accuracy(),
                                reached.test.accuracy(),
                                reached.parameters,
                                reached.seconds))
                .orElseGet(() -> "stopped: " + stopped.orElse("for no reason given"));
    }

    /**
     * What a training reached after its last epoch.
     *
     * @param parameters of the network
     * @param seconds of learning, on one thread, beside whatever else the machine did
     * @param validation what chooses the best
     * @param test beside the published tables
     */
    public record Result(long parameters, double seconds, Figures validation, Figures test) {}

    /**
     * The figures of the paper's tables. REAL is the positive class.
     *
     * @param accuracy share of images on the right side of 1/2
     * @param loss mean binary cross-entropy
     * @param precision share of photographs among what was taken for photographs
     * @param recall share of the photographs that was taken for photographs
     * @param f1 harmonic mean of precision and recall
     */
    public record Figures(double accuracy, double loss, double precision, double recall, double f1) {
        static Figures of(Judgement judgement) {
            return new Figures(
                    judgement.accuracy(),
                    judgement.meanLoss(),
                    judgement.precision(),
                    judgement.recall(),
                    judgement.f1());
        }
    }
}
