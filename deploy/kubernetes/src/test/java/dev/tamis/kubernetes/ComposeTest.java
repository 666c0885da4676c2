package dev.tamis.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.tamis.console.ConsoleCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

class ComposeTest {
    private static final Path FILE = Path.of("..", "compose.yaml");
    private static final Pattern TOPIC = Pattern.compile("(?m)^ *topic ([a-z-]+) (\\d+) (.*)$");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.gpu.yaml"})
    void isWhatTheSpecificationAllows(String name) throws IOException {
        assertThat(schema().validate(read(FILE.resolveSibling(name)))).isEmpty();
    }

    @Test
    void findsAKeyThatTheSpecificationDoesNotKnow() throws IOException {
        JsonNode broken = read(FILE);
        ((ObjectNode) broken.at("/services/console")).put("enviroment", "x");

        assertThat(schema().validate(broken)).isNotEmpty();
    }

    @Test
    void namesAVersionOfEveryImageThatIsNotBuiltHere() throws IOException {
        assertThat(read(FILE).path("services"))
                .allSatisfy(
                        service -> assertThat(substituted(service.path("image").asText()))
                                .matches("tamis-(job|console)|[a-z/]+:\\d+\\.\\d+(\\.\\d+)?"));
    }

    @Test
    void runsTheKafkaThatTamisIsBuiltWith() throws IOException {
        assertThat(substituted(read(FILE).at("/services/kafka/image").asText()))
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void configuresTheBrokerWithSettingsThatItHas() throws IOException {
        Map<String, String> settings = new HashMap<>();
        environment("kafka")
                .forEach((name, value) -> settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value));

        assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.keySet());
        assertThat(AbstractKafkaConfig.CONFIG_DEF.parse(settings)).isNotEmpty();
    }

    /** One place would be better; Compose has none for both. */
    @Test
    void makesTheTopicsOfTheChart() throws IOException {
        Map<String, Map<String, String>> topics = new TreeMap<>();
        Matcher topic =
                TOPIC.matcher(read(FILE).at("/services/topics/command/0").asText());
        while (topic.find()) {
            topics.put(topic.group(1), config(topic.group(3)));
        }
        Map<String, Map<String, String>> ofTheChart = new TreeMap<>();
        Chart.render("minimal").stream()
                .filter(each -> each.type().endsWith(" KafkaTopic"))
                .forEach(each -> {
                    Map<String, String> config = Chart.YAML.convertValue(
                            each.spec().path("config"), new TypeReference<TreeMap<String, String>>() {});
                    config.keySet().removeAll(List.of("cleanup.policy", "min.insync.replicas"));
                    ofTheChart.put(each.name(), config);
                });

        assertThat(topics).isEqualTo(ofTheChart);
    }

    private static Map<String, String> config(String options) {
        Map<String, String> config = new TreeMap<>();
        String files = " --config max.message.bytes=83886080 --config segment.ms=86400000";
        String forever = " --config retention.ms=-1 --config retention.bytes=-1";
        String all = options.replace("\"$${files[@]}\"", files).replace("\"$${forever[@]}\"", forever);
        for (String each : all.split("--config", -1)) {
            if (!each.isBlank()) {
                String[] parts = each.strip().split("=", 2);
                config.put(parts[0], parts[1]);
            }
        }
        return config;
    }

    @Test
    void configuresFlinkWithOptionsThatItHasAndEnoughMemory() throws Exception {
        Map<String, String> configuration = new TreeMap<>();
        Chart.YAML
                .readTree(environment("jobmanager").get("FLINK_PROPERTIES"))
                .fields()
                .forEachRemaining(field ->
                        configuration.put(field.getKey(), field.getValue().asText()));

        assertThat(new FlinkConfiguration().errors(configuration)).isEmpty();
        FlinkConfiguration.divideMemory(
                configuration,
                configuration.getOrDefault("jobmanager.memory.process.size", "none"),
                configuration.getOrDefault("taskmanager.memory.process.size", "none"));
    }

    @Test
    void startsTheJobWithOptionsThatItTakes() throws IOException {
        List<String> command = command("jobmanager");

        assertThat(command).startsWith("standalone-job", "--job-classname", "dev.tamis.stream.ModerationJob");
        assertThat(new JobOptions(command.subList(3, command.size())).settings().toKafka())
                .isTrue();
    }

    @Test
    void startsTheConsoleWithOptionsThatItTakes() throws IOException {
        assertThat(new CommandLine(new ConsoleCli())
                        .parseArgs(command("console").toArray(String[]::new))
                        .unmatched())
                .isEmpty();
    }

    @Test
    void holdsNoPasswordAndDoesNotStartWithoutOne() throws IOException {
        String text = Files.readString(FILE);

        assertThat(text.lines().filter(line -> line.matches(".*PASSWORD: .*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("${TAMIS_DATABASE_PASSWORD:?"));
        assertThat(Files.readString(FILE.resolveSibling("env.example")))
                .containsPattern("(?m)^TAMIS_DATABASE_PASSWORD=$");
        assertThat(Files.readString(Path.of("..", "..", ".gitignore"))).contains("/deploy/.env\n");
    }

    @Test
    void answersOnThisMachineAlone() throws IOException {
        assertThat(read(FILE).path("services").findValues("ports"))
                .isNotEmpty()
                .allSatisfy(ports ->
                        assertThat(ports).allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    private static JsonSchema schema() throws IOException {
        return Definitions.schema(Definitions.resource("compose.json"));
    }

    /** With its anchors and merges, which Jackson leaves as they are. */
    private static JsonNode read(Path file) throws IOException {
        return Chart.YAML.valueToTree(new Yaml().load(Files.readString(file)));
    }

    private static Map<String, String> environment(String service) throws IOException {
        return Chart.YAML.convertValue(
                read(FILE).at("/services/" + service + "/environment"), new TypeReference<Map<String, String>>() {});
    }

    private static List<String> command(String service) throws IOException {
        List<String> command = new ArrayList<>();
        read(FILE).at("/services/" + service + "/command").forEach(each -> command.add(substituted(each.asText())));
        return command;
    }

    private static String substituted(String text) {
        return DEFAULT.matcher(text).replaceAll("$1");
    }
}
