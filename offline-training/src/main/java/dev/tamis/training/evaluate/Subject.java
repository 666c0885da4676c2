package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Which detector was measured on which images.
 *
 * @param detector the detector's name
 * @param sha256 of the detector file
 * @param parameters of its network, where the file says so
 * @param data {@linkplain DataSetHash hash} of the images
 * @param split of the data set, where it has splits
 * @param positiveClass the label that precision, recall and F1 are of
 * @param temperature of the detector's calibration
 * @param thresholds the detector's own
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Subject(
        String detector,
        String sha256,
        OptionalLong parameters,
        String data,
        Optional<String> split,
        Label positiveClass,
        double temperature,
        Thresholds thresholds) {

    /** Names both. */
    public static Subject of(OnnxDetector detector, ImageSet images, Optional<Split> split) {
        DetectorMetadata metadata = detector.metadata();
        return new Subject(
                metadata.id(),
                detector.sha256(),
                Stream.ofNullable(metadata.evaluation().get("parameters"))
                        .filter(text -> text.matches("\\d{1,18}"))
                        .mapToLong(Long::parseLong)
                        .findAny(),
                DataSetHash.ofLabelled(images.images()),
                split.map(Split::toString),
                Label.FAKE,
                metadata.calibration().temperature(),
                metadata.thresholds());
    }
}
