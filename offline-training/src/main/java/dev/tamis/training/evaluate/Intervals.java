package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * 95 % confidence intervals of the figures, by {@link Bootstrap}.
 *
 * @param f1 of FAKE; absent where {@link Evaluation#f1} is
 * @param auroc absent where {@link Evaluation#auroc} is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Intervals(
        int resamples, long seed, Interval accuracy, Optional<Interval> f1, Optional<Interval> auroc, Interval ece) {
    static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 1);

    static Intervals of(List<ScoredImage> images) {
        return new Intervals(
                BOOTSTRAP.resamples(),
                BOOTSTRAP.seed(),
                BOOTSTRAP.interval(images, sample -> Confusion.of(sample).accuracy()),
                ofBothClasses(images, sample -> Confusion.of(sample).f1()),
                ofBothClasses(images, Auroc::of),
                BOOTSTRAP.interval(images, CalibrationError::of));
    }

    private static Optional<Interval> ofBothClasses(List<ScoredImage> images, ToDoubleFunction<Sample> figure) {
        return ScoredImage.haveBothClasses(images) ? Optional.of(BOOTSTRAP.interval(images, figure)) : Optional.empty();
    }
}
