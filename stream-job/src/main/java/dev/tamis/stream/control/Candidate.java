package dev.tamis.stream.control;

import dev.tamis.stream.detect.DetectorProfile;
import dev.tamis.vision.detector.Thresholds;
import java.io.Serializable;

/**
 * What matters of a detector where another takes its place.
 *
 * @param id its name
 * @param images fingerprint of how files become the images that it is given, whatever it makes of their pixels
 * @param thresholds those that its training chose
 */
public record Candidate(String id, String images, Thresholds thresholds) implements Serializable {
    public static Candidate of(DetectorProfile profile) {
        return new Candidate(
                profile.identity().getId(), profile.preprocessing().plain().fingerprint(), profile.thresholds());
    }
}
