package dev.tamis.generator.diffusion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file of a pipeline that holds one JSON object. */
record JsonObjectFile(Path file, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonObjectFile read(Path file) throws UnusablePipelineException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new UnusablePipelineException(file + ": a JSON object expected, found " + kind(root));
            }
            return new JsonObjectFile(file, root);
        } catch (NoSuchFileException e) {
            throw new UnusablePipelineException(file + ": not there", e);
        } catch (JsonProcessingException e) {
            throw new UnusablePipelineException(file + ": a JSON object expected, found " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnusablePipelineException(file + ": cannot be read: " + e, e);
        }
    }

    /** A number, or {@code otherwise} where the key is absent. */
    double number(String key, double otherwise) throws UnusablePipelineException {
        JsonNode value = root.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw mismatch(key, "a number", value);
        }
        return value.asDouble();
    }

    /** A text, or {@code otherwise} where the key is absent. */
    String text(String key, String otherwise) throws UnusablePipelineException {
        JsonNode value = root.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw mismatch(key, "a text", value);
        }
        return value.asText();
    }

    /** A yes or no, or {@code otherwise} where the key is absent. */
    boolean flag(String key, boolean otherwise) throws UnusablePipelineException {
        JsonNode value = root.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw mismatch(key, "true or false", value);
        }
        return value.asBoolean();
    }

    UnusablePipelineException mismatch(String key, String expected, @Nullable Object found) {
        return new UnusablePipelineException("%s, %s: %s expected, found %s".formatted(file, key, expected, found));
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : "one of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
