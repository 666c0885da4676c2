package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The figures of all images after a degradation.
 *
 * @param degradation its kind
 * @param strength quality of JPEG, deviation of blur in pixels and of noise as a share of full scale, else a factor
 */
public record DegradedPart(
        String degradation, double strength, @JsonUnwrapped Evaluation figures) {}
