package dev.tamis.stream.detect;

import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.detector.Detection;

/** A submission and what the detector says of its image. */
public record DetectedSubmission(Sighting sighting, Detection detection) {}
