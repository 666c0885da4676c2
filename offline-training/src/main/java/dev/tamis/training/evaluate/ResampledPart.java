package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * The figures of the images that were larger than the detector's input, brought to its size by one filter in place of the
 * product's preprocessing: what of a verdict the filter decides.
 *
 * @param filter its name in Pillow's spelling
 * @param groups the same by division, as in {@link EvaluationReport}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResampledPart(String filter, @JsonUnwrapped Evaluation figures, Map<String, List<Part>> groups) {}
