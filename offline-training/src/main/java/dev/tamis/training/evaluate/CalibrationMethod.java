package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.vision.detector.Calibration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How well a calibration does on images that it was not fitted on.
 *
 * @param method what was done to the network's probabilities: {@code none}, {@code detector} for what its file says, {@code
 *     temperature} or {@code isotonic}
 * @param temperature where it is a temperature
 * @param steps number of them, where it is isotonic
 * @param ece expected calibration error
 * @param eceInterval its 95 % confidence interval
 * @param loss mean binary cross-entropy
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CalibrationMethod(
        String method, OptionalDouble temperature, OptionalInt steps, double ece, Interval eceInterval, double loss) {

    /**
     * Compares the network's own probabilities, the detector's calibration, and temperature and isotonic scaling fitted anew.
     *
     * @param calibration the detector's
     * @param fitted images to fit on, with the detector's scores
     * @param tested images to measure on, with the detector's scores
     */
    public static List<CalibrationMethod> compare(
            Calibration calibration, List<ScoredImage> fitted, List<ScoredImage> tested) {
        Calibration undone = new Calibration(1 / calibration.temperature());
        List<ScoredImage> plain = TemperatureScaling.apply(undone, tested);
        List<ScoredImage> plainFitted = TemperatureScaling.apply(undone, fitted);
        Calibration temperature = TemperatureScaling.fit(plainFitted);
        IsotonicScaling isotonic = IsotonicScaling.fit(plainFitted);
        return List.of(
                byTemperature("none", Calibration.NONE, plain),
                byTemperature("detector", calibration, tested),
                byTemperature("temperature", temperature, TemperatureScaling.apply(temperature, plain)),
                of(
                        "isotonic",
                        OptionalDouble.empty(),
                        OptionalInt.of(isotonic.steps().size()),
                        isotonic.apply(plain)));
    }

    private static CalibrationMethod byTemperature(String method, Calibration calibration, List<ScoredImage> images) {
        return of(method, OptionalDouble.of(calibration.temperature()), OptionalInt.empty(), images);
    }

    private static CalibrationMethod of(
            String method, OptionalDouble temperature, OptionalInt steps, List<ScoredImage> images) {
        return new CalibrationMethod(
                method,
                temperature,
                steps,
                CalibrationError.of(images),
                Intervals.BOOTSTRAP.interval(images, CalibrationError::of),
                LogLoss.of(images));
    }
}
