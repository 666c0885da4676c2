package dev.tamis.training.train;

import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Series;
import dev.tamis.training.report.Series.Mark;
import dev.tamis.training.report.Series.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a training went, epoch by epoch, as charts for a page. */
public final class LearningCurves {
    private LearningCurves() {}

    /**
     * The charts of loss and accuracy, as HTML.
     *
     * @param log at least one epoch
     */
    public static List<String> charts(List<EpochRecord> log) {
        return List.of(
                new Chart(
                                "Loss",
                                "epoch",
                                "binary cross-entropy",
                                List.of(
                                        line("validation", log, EpochRecord::validationLoss),
                                        line("training", log, EpochRecord::trainingLoss)))
                        .html(),
                new Chart(
                                "Accuracy",
                                "epoch",
                                "share that is right",
                                List.of(line("validation", log, EpochRecord::validationAccuracy)))
                        .html());
    }

    private static Series line(String name, List<EpochRecord> log, ToDoubleFunction<EpochRecord> figure) {
        return new Series(
                name,
                log.size() == 1 ? Mark.DOTS : Mark.LINE,
                log.stream()
                        .map(epoch -> new Point(epoch.epoch(), figure.applyAsDouble(epoch)))
                        .toList());
    }
}
