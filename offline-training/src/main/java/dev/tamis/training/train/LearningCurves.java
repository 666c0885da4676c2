package dev.tamis.training.train;

import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Series;
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
                                        line("training", log, EpochRecord::trainingLoss),
                                        line("validation", log, EpochRecord::validationLoss)))
                        .html(),
                new Chart(
                                "Accuracy",
                                "epoch",
                                "share that is right",
                                List.of(line("validation", log, EpochRecord::validationAccuracy)))
                        .html());
    }

    private static Series line(String name, List<EpochRecord> log, ToDoubleFunction<EpochRecord> figure) {
        return Series.line(
                name,
                log.stream().mapToDouble(EpochRecord::epoch).toArray(),
                log.stream().mapToDouble(figure).toArray());
    }
}
