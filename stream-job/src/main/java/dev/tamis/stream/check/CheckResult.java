package dev.tamis.stream.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.UnreadableImageException.Reason;
import dev.tamis.vision.provenance.Finding;
import dev.tamis.vision.quality.Defect;
import java.util.List;

/** What a detector says of one file. Written as JSON. */
public sealed interface CheckResult {
    /** The file as the person named it. */
    String path();

    /**
     * The file was scored.
     *
     * @param score calibrated probability that the image is AI-generated, 0 to 1
     * @param basis the rule that gave the verdict
     * @param defects why the image is too poor to be judged
     * @param findings what the file itself says of its origin
     * @param detector the detector's name
     * @param detectorSha256 SHA-256 of the detector's file
     */
    record Scored(
            String path,
            Verdict verdict,
            VerdictBasis basis,
            double score,
            List<Defect> defects,
            List<Finding> findings,
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
