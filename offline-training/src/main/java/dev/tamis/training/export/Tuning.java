package dev.tamis.training.export;

import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.RangeRule;
import dev.tamis.training.evaluate.ScoredSet;
import dev.tamis.training.evaluate.TemperatureScaling;
import dev.tamis.training.evaluate.ThresholdRule;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What labelled images add to a detector: first calibration and thresholds, then, from other images, figures. */
public final class Tuning {
    /** Among the figures: how many the network has. */
    public static final String PARAMETERS = "parameters";

    /** Among the figures: the network that the file holds, as {@code train --network} takes it. */
    static final String NETWORK = "network";

    private Tuning() {}

    /** A detector that no images have tuned yet: its score is 1 - P(REAL). */
    public static DetectorMetadata untuned(String id, PreprocessSpec input) {
        return new DetectorMetadata(id, input, Calibration.NONE, new Thresholds(0.5, 0.5), InputRange.ANY, Map.of());
    }

    /**
     * Adds range, calibration and thresholds.
     *
     * @param validation images of both classes, as the untuned detector scores them: they choose range and calibration
     * @param varied the same as uploads may bring them, once for each way; the thresholds hold for all
     */
    public static DetectorMetadata calibrate(DetectorMetadata untuned, ScoredSet validation, List<ScoredSet> varied) {
        InputRange range = RangeRule.SHIPPED.choose(validation.images());
        Calibration calibration = TemperatureScaling.fit(validation.scored());
        Thresholds thresholds = ThresholdRule.SHIPPED.choose(
                TemperatureScaling.apply(calibration, validation.within(range)),
                varied.stream()
                        .map(set -> TemperatureScaling.apply(calibration, set.within(range)))
                        .toList());
        return new DetectorMetadata(untuned.id(), untuned.preprocessing(), calibration, thresholds, range, Map.of());
    }

    /**
     * Adds figures.
     *
     * @param evaluation on images of both classes
     * @param ofNetwork what is known of the network beside: {@link #PARAMETERS}, and for one of ours {@link #NETWORK}
     */
    public static DetectorMetadata evaluate(
            DetectorMetadata calibrated, Evaluation evaluation, Map<String, String> ofNetwork) {
        Map<String, String> figures = new HashMap<>(figures(evaluation));
        figures.putAll(ofNetwork);
        return new DetectorMetadata(
                calibrated.id(),
                calibrated.preprocessing(),
                calibrated.calibration(),
                calibrated.thresholds(),
                calibrated.range(),
                figures);
    }

    private static Map<String, String> figures(Evaluation evaluation) {
        return Map.of(
                "accuracy", rounded(evaluation.accuracy()),
                "auroc", rounded(evaluation.auroc().orElseThrow()),
                "ece", rounded(evaluation.ece()),
                "f1", rounded(evaluation.f1().orElseThrow()),
                "images", Integer.toString(evaluation.images()),
                "loss", rounded(evaluation.loss()),
                "precision", rounded(evaluation.precision().orElseThrow()),
                "recall", rounded(evaluation.recall().orElseThrow()));
    }

    private static String rounded(double figure) {
        return String.format(Locale.ROOT, "%.4f", figure);
    }
}
