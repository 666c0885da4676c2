package dev.tamis.console.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.vision.detector.DetectorMetadata;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A detector that can be used.
 *
 * @param path of the {@code .onnx} file
 * @param sha256 of that file, 64 lower-case hexadecimal digits
 * @param metadata what the file says of itself
 * @param card its model card as HTML that runs nothing; null where no {@code .md} file of the same name lies beside it
 * @param evaluation as {@code ./tamis evaluate --json} writes it; null where no {@code .json} file of the same name lies beside it
 */
public record DetectorFile(
        Path path,
        String sha256,
        DetectorMetadata metadata,
        @Nullable String card,
        @Nullable JsonNode evaluation) {
    /** How it is told from others of the same name. */
    public String shortSha256() {
        return sha256.substring(0, 12);
    }
}
