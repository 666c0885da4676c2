package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation gives when it is asked for; each is empty where it was not.
 *
 * @param twins how much of the test was in training
 * @param calibration ways to calibrate, compared
 * @param robustness figures under each degradation
 * @param resampling figures under each resampling filter
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FurtherFigures(
        Optional<Twins> twins,
        List<CalibrationMethod> calibration,
        List<DegradedPart> robustness,
        List<ResampledPart> resampling) {
    /** Nothing was asked for. */
    public static final FurtherFigures NONE = new FurtherFigures(Optional.empty(), List.of(), List.of(), List.of());

    /** Twins alone were asked for. */
    public static FurtherFigures of(Twins twins) {
        return new FurtherFigures(Optional.of(twins), List.of(), List.of(), List.of());
    }
}
