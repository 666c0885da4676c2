package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.DetectorMetadata;

/**
 * A detector and the file it was loaded from.
 *
 * @param detector closed by whoever loaded it
 * @param sha256 SHA-256 of the file, 64 lower-case hexadecimal digits
 * @param device what it runs on, for a person
 */
public record LoadedDetector(Detector detector, String sha256, String device) {
    public DetectorProfile profile() {
        DetectorMetadata metadata = detector.metadata();
        return new DetectorProfile(
                new DetectorIdentity(
                        metadata.id(), sha256, metadata.preprocessing().fingerprint()),
                metadata.preprocessing(),
                metadata.thresholds(),
                metadata.range());
    }
}
