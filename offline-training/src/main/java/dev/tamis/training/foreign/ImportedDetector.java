package dev.tamis.training.foreign;

import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.util.Map;

/**
 * A detector made of a classifier of another make: wrapped and proven equal to it.
 *
 * @param file the bytes of the detector file
 * @param report what was made
 */
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
public record ImportedDetector(byte[] file, ImportReport report) {

    /**
     * Makes a detector that is not calibrated.
     *
     * @throws UnusableDetectorException where the classifier cannot be one; the message says what was expected and found
     */
    public static ImportedDetector of(ForeignModel model, ImportPlan plan, Thresholds thresholds)
            throws UnusableDetectorException {
        DetectorMetadata metadata =
                new DetectorMetadata(plan.id(), plan.input(), Calibration.NONE, thresholds, Map.of());
        byte[] file = ImportedNetwork.of(model, plan).file(metadata);
        try (OnnxDetector detector = OnnxDetector.load(file, "made of " + model.name())) {
            ImportParity parity = ImportParity.measure(model, plan, detector);
            return new ImportedDetector(file, report(model, plan, detector, parity));
        }
    }

    private static ImportReport report(
            ForeignModel model, ImportPlan plan, OnnxDetector detector, ImportParity parity) {
        DetectorMetadata metadata = detector.metadata();
        return new ImportReport(
                model.name(),
                detector.sha256(),
                plan,
                plan.input().fingerprint(),
                metadata.calibration().temperature(),
                metadata.thresholds(),
                parity);
    }
}
