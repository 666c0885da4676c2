package dev.tamis.generator.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Reference numbers, computed by others' implementations; generator/src/test/reference has the scripts. */
final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixture() {}

    static JsonNode read(String name) {
        try (InputStream file = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /**
     * The folder of Stable Diffusion 1.4 as published, without weights.
     *
     * @return null where this machine has none: it may not be given on, so that a clone alone has no copy
     */
    static Path stableDiffusion() {
        Path folder = Path.of(System.getProperty("tamis.sd14"));
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder + " is no folder");
        }
        return folder;
    }
}
