package dev.tamis.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart, rendered by Helm. */
final class Chart {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final Path FOLDER = Path.of("tamis");
    private static final String KUBERNETES = "v1.34.0";

    private Chart() {}

    /** The file of an example, below {@code ci}. */
    static Path example(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }

    /**
     * Renders an example.
     *
     * @param set values in place of those of the example, by their paths
     * @throws IllegalStateException where Helm refuses the values
     */
    static List<Manifest> render(String example, Map<String, Object> set) {
        TemplateCommand command = new Helm(FOLDER)
                .template()
                .withName("tamis")
                .withNamespace("moderation")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(example(example));
        set.forEach(command::set);
        ObjectReader reader = YAML.readerFor(JsonNode.class);
        try (MappingIterator<JsonNode> documents = reader.readValues(command.call())) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(Manifest::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> render(String example) {
        return render(example, Map.of());
    }

    static Manifest only(List<Manifest> manifests, String type) {
        List<Manifest> found =
                manifests.stream().filter(each -> each.type().equals(type)).toList();
        if (found.size() != 1) {
            throw new AssertionError("one %s is expected, found %s".formatted(type, found));
        }
        return found.get(0);
    }
}
