package dev.tamis.local.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tamis.vision.detector.ScoreBand;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.UnreadableImageException.Reason;

/** What a detector says of one file. Written as JSON. */
public sealed interface CheckResult {
    /** The file as the person named it. */
    String path();

    /**
     * The file was scored.
     *
     * @param score calibrated probability that the image is AI-generated, 0 to 1
     * @param inRange whether the image is one that the detector can judge; else it is UNCERTAIN whatever its score
     * @param detector the detector's name
     * @param detectorSha256 SHA-256 of the detector's file
     */
    record Scored(
            String path,
            ScoreBand verdict,
            double score,
            boolean inRange,
            String detector,
            String detectorSha256,
            @JsonIgnore Heatmap heatmap)
            implements CheckResult {}

    /**
     * The file could not be judged.
     *
     * @param detail what was expected and what was found
     */
    record Rejected(String path, Reason rejection, String detail) implements CheckResult {}
}
