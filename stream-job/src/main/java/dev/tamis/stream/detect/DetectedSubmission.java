package dev.tamis.stream.detect;

import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.vision.detector.Detection;

/** A submission and what the detector says of its image. */
public record DetectedSubmission(DecodedSubmission decoded, Detection detection) {}
