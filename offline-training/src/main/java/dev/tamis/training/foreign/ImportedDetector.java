package dev.tamis.training.foreign;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.ScoredSet;
import dev.tamis.training.evaluate.Scorer;
import dev.tamis.training.evaluate.TemperatureScaling;
import dev.tamis.training.export.Tuning;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A detector made of a classifier of another make: wrapped, proven equal to it and, where there are labelled images,
 * calibrated, with thresholds, and measured.
 *
 * @param file the bytes of the detector file
 * @param report what was made
 */
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
public record ImportedDetector(byte[] file, ImportReport report) {
    /** The parts of a detector before it is complete. */
    private record Parts(ForeignModel model, ImportPlan plan, ImportedNetwork network, ImportParity parity) {
        static Parts of(ForeignModel model, ImportPlan plan) throws UnusableDetectorException {
            ImportedNetwork network = ImportedNetwork.of(model, plan);
            try (OnnxDetector detector = load(network, model, Tuning.untuned(plan.id(), plan.input()))) {
                return new Parts(model, plan, network, ImportParity.measure(model, plan, detector));
            }
        }

        OnnxDetector load(DetectorMetadata metadata) throws UnusableDetectorException {
            return load(network, model, metadata);
        }

        private static OnnxDetector load(ImportedNetwork network, ForeignModel model, DetectorMetadata metadata)
                throws UnusableDetectorException {
            try {
                return OnnxDetector.load(network.file(metadata), "made of " + model.name());
            } catch (UnusableDetectorException e) {
                throw model.input().batch() > 0 ? model.fixed(e) : e;
            }
        }

        ImportedDetector complete(OnnxDetector detector, Optional<EvaluationReport> evaluation) {
            DetectorMetadata metadata = detector.metadata();
            ImportReport report = new ImportReport(
                    String.valueOf(Path.of(model.name()).getFileName()),
                    detector.sha256(),
                    model.parameters(),
                    plan,
                    metadata,
                    parity,
                    evaluation);
            return new ImportedDetector(network.file(metadata), report);
        }
    }

    /**
     * Makes a detector that is not calibrated.
     *
     * @throws UnusableDetectorException where the classifier cannot be one; the message says what was expected and found
     */
    public static ImportedDetector of(ForeignModel model, ImportPlan plan, Thresholds thresholds)
            throws UnusableDetectorException {
        Parts parts = Parts.of(model, plan);
        DetectorMetadata untuned = Tuning.untuned(plan.id(), plan.input());
        DetectorMetadata metadata = new DetectorMetadata(
                untuned.id(), untuned.preprocessing(), untuned.calibration(), thresholds, untuned.range(), Map.of());
        try (OnnxDetector detector = parts.load(metadata)) {
            return parts.complete(detector, Optional.empty());
        }
    }

    /**
     * Makes a detector whose calibration and thresholds one half of some labelled images chooses; the other measures it.
     *
     * @param onImages called after each batch with its number of images
     * @throws UnusableDetectorException where the classifier cannot be one; the message says what was expected and found
     * @throws UnusableDataSetException where a half of the images lacks a class
     */
    public static ImportedDetector of(ForeignModel model, ImportPlan plan, LoadedImages images, IntConsumer onImages)
            throws UnusableDetectorException, UnusableDataSetException {
        Parts parts = Parts.of(model, plan);
        DetectorMetadata untuned = Tuning.untuned(plan.id(), plan.input());
        List<ScoredImage> scored;
        try (OnnxDetector detector = parts.load(untuned)) {
            scored = Scorer.score(detector, images.images(), onImages);
        }
        Halves halves = Halves.of(scored);
        ScoredSet validation = part(images.images(), scored, halves.validation());
        DetectorMetadata calibrated = Tuning.calibrate(untuned, validation, List.of());
        List<ScoredImage> tested = TemperatureScaling.apply(
                calibrated.calibration(),
                part(images.images(), scored, halves.test()).within(calibrated.range()));
        Evaluation evaluation = Evaluation.of(tested, calibrated.thresholds());
        try (OnnxDetector detector = parts.load(Tuning.evaluate(
                calibrated, evaluation, Map.of(Tuning.PARAMETERS, Long.toString(model.parameters()))))) {
            return parts.complete(
                    detector,
                    Optional.of(EvaluationReport.of(
                            detector, Halves.cut(images.images(), halves.test()), images.split(), tested)));
        }
    }

    private static ScoredSet part(ImageSet images, List<ScoredImage> scored, List<Integer> rows) {
        return new ScoredSet(
                Halves.cut(images, rows), rows.stream().map(scored::get).toList());
    }
}
