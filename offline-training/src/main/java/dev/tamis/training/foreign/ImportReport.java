package dev.tamis.training.foreign;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.vision.detector.DetectorMetadata;
import java.util.Optional;

/**
 * What was made of a classifier, as {@code import-model --json} writes it.
 *
 * @param model name of the classifier's file
 * @param sha256 of the detector file
 * @param parameters of the network
 * @param plan what was read or told of the classifier
 * @param metadata what the detector file says of itself
 * @param parity how far the detector is from the classifier
 * @param evaluation its figures on half of the labelled images, where there were any
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ImportReport(
        String model,
        String sha256,
        long parameters,
        ImportPlan plan,
        DetectorMetadata metadata,
        ImportParity parity,
        Optional<EvaluationReport> evaluation) {}
