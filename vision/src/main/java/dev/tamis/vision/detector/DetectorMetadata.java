package dev.tamis.vision.detector;

import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a detector file says of itself in its ONNX {@code metadata_props}.
 *
 * @param id the detector's name, for example {@code tamis}
 * @param preprocessing how an image becomes the network's input
 * @param calibration turns the network's output into the score
 * @param thresholds the thresholds that its training chose
 * @param range the images it can judge
 * @param evaluation figures of its evaluation, name to value, sorted by name, for example {@code accuracy}
 */
public record DetectorMetadata(
        String id,
        PreprocessSpec preprocessing,
        Calibration calibration,
        Thresholds thresholds,
        InputRange range,
        Map<String, String> evaluation) {

    public DetectorMetadata {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a detector has a name");
        }
        evaluation = Collections.unmodifiableMap(new TreeMap<>(evaluation));
    }

    /** The metadata as the {@code tamis.*} properties of an ONNX file, with the fingerprint of the running code. */
    public Map<String, String> toProperties() {
        return MetadataProperties.write(this);
    }

    /**
     * Reads what {@link #toProperties} wrote; other properties are left alone.
     *
     * @throws IllegalArgumentException where a property is missing or breaks its form, or where the fingerprint is not
     *     that of the running code; the message names the property, what was expected and what was found
     */
    public static DetectorMetadata ofProperties(Map<String, String> properties) {
        return MetadataProperties.read(properties);
    }
}
