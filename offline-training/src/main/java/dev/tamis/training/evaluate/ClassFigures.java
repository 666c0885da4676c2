package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.OptionalDouble;

/**
 * The figures of one class.
 *
 * @param images of the class, at least one
 * @param precision share of the images called so that are; absent where there is no image of the other class
 * @param recall share of its images that are called so
 * @param f1 harmonic mean of both; absent where precision is
 * @param verdicts how the detector's thresholds divide its images
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ClassFigures(
        long images,
        OptionalDouble precision,
        double recall,
        OptionalDouble f1,
        @JsonUnwrapped Bands verdicts) {}
