package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.policy.VerdictPolicy;
import dev.tamis.vision.detector.Detection;

/**
 * A submission and what the detector says of its image.
 *
 * @param detector the detector that says it
 * @param policy the policy in force when it was said
 */
public record DetectedSubmission(
        Sighting sighting, Detection detection, DetectorIdentity detector, VerdictPolicy policy) {}
