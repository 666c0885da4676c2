package dev.tamis.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.tamis.console.ConsoleCli;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.ModerationSettings;
import java.io.File;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ChartTest {
    private static final String FLINK = "flink.apache.org/v1beta1 FlinkDeployment";
    private static final String DEPLOYMENT = "apps/v1 Deployment";

    @SuppressWarnings("NullAway.Init")
    private static Definitions definitions;

    @TempDir
    private Path scratch = Path.of("");

    @BeforeAll
    static void define(@TempDir Path scratch) throws Exception {
        definitions = new Definitions(scratch);
    }

    static Stream<String> examples() {
        return Arrays.stream(new File("tamis/ci").list()).sorted().map(name -> name.replace("-values.yaml", ""));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void makesResourcesThatKubernetesAndTheOperatorsKnow(String example) throws Exception {
        assertThat(Chart.render(example))
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(definitions.errors(manifest))
                        .as(manifest.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void passesHelmsOwnCheck(String example) throws Exception {
        // It takes no values, so they are laid over the chart's own.
        FileUtils.copyDirectory(Chart.FOLDER.toFile(), scratch.resolve("tamis").toFile());
        Path values = scratch.resolve("tamis/values.yaml");
        ObjectNode merged = (ObjectNode) Chart.YAML.readTree(values.toFile());
        merge(merged, Chart.YAML.readTree(Chart.example(example).toFile()));
        Chart.YAML.writeValue(values.toFile(), merged);

        LintResult result = new Helm(scratch.resolve("tamis")).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.fields().forEachRemaining(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void startsTheJobWithOptionsThatItTakes(String example) {
        ModerationSettings settings = job(example).settings();

        assertThat(settings.source().kafka().exists()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void configuresFlinkWithOptionsThatItHas(String example) throws Exception {
        Map<String, String> configuration = flink(example);

        assertThat(new FlinkConfiguration().errors(configuration)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesFlinkEnoughMemory(String example) {
        JsonNode spec = Chart.only(Chart.render(example), FLINK).spec();

        FlinkConfiguration.divideMemory(
                flink(example),
                spec.at("/jobManager/resource/memory").asText(),
                spec.at("/taskManager/resource/memory").asText());
    }

    @Test
    void isForTheFlinkThatTamisIsBuiltWith() {
        String version = EnvironmentInformation.getVersion();

        assertThat(Chart.only(Chart.render("minimal"), FLINK)
                        .spec()
                        .path("flinkVersion")
                        .asText())
                .isEqualTo("v" + version.substring(0, version.lastIndexOf('.')).replace('.', '_'));
    }

    @ParameterizedTest
    @MethodSource("consoles")
    void startsTheConsoleWithOptionsThatItTakes(String example) {
        JsonNode container =
                Chart.only(Chart.render(example), DEPLOYMENT).content().at("/spec/template/spec/containers/0");

        CommandLine.ParseResult parsed = new CommandLine(new ConsoleCli()).parseArgs(texts(container.path("args")));

        assertThat(parsed.unmatched()).isEmpty();
    }

    static Stream<String> consoles() {
        return examples().filter(example -> !example.equals("job-alone"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void confinesEveryContainer(String example) {
        for (Manifest manifest : Chart.render(example)) {
            for (String path : List.of("/spec/podTemplate/spec", "/spec/template/spec")) {
                JsonNode pod = manifest.content().at(path);
                if (pod.isMissingNode()) {
                    continue;
                }
                assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
                assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                        .isEqualTo("RuntimeDefault");
                assertThat(pod.path("containers")).isNotEmpty().allSatisfy(container -> {
                    JsonNode security = container.path("securityContext");
                    assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                            .isTrue();
                    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                });
            }
        }
    }

    @Test
    void makesTheTopicsOfTamis() throws Exception {
        List<String> names = new ArrayList<>();
        for (Field field : Topics.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                names.add((String) field.get(null));
            }
        }

        assertThat(Chart.render("minimal").stream()
                        .filter(each -> each.type().endsWith(" KafkaTopic"))
                        .map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void letsUsersDoNoMoreThanReadAndWriteTopicsOfTamis() {
        Set<String> topics = new TreeSet<>(Chart.render("minimal").stream()
                .filter(each -> each.type().endsWith(" KafkaTopic"))
                .map(Manifest::name)
                .toList());

        assertThat(Chart.render("minimal").stream().filter(each -> each.type().endsWith(" KafkaUser")))
                .hasSize(5)
                .allSatisfy(user -> assertThat(user.spec().at("/authorization/acls"))
                        .isNotEmpty()
                        .allSatisfy(acl -> {
                            assertThat(acl.path("operations"))
                                    .allMatch(each ->
                                            Set.of("Read", "Write", "Describe").contains(each.asText()));
                            if (acl.at("/resource/type").asText().equals("topic")) {
                                assertThat(topics)
                                        .contains(acl.at("/resource/name").asText());
                                assertThat(acl.at("/resource/patternType").asText())
                                        .isEqualTo("literal");
                            }
                        }));
    }

    @Test
    void refersToSecretsAndHoldsNone() {
        assertThat(Chart.render("everything"))
                .noneMatch(each -> each.type().equals("v1 Secret"))
                .noneMatch(each -> each.content().toString().contains("password="));
        assertThat(job("everything").kafka())
                .containsEntry("sasl.jaas.config", "${directory:/etc/tamis/kafka/user:sasl.jaas.config}");
    }

    @Test
    void letsKafkasClientsFindTheirPasswordInTheSecret() throws Exception {
        Path user = Files.createDirectories(scratch.resolve("user"));
        Files.writeString(user.resolve("sasl.jaas.config"), "the secret");
        Map<String, Object> properties = new TreeMap<>();
        job("minimal")
                .kafka()
                .forEach((key, value) -> properties.put(key, value.replace("/etc/tamis/kafka", scratch.toString())));
        properties.put("bootstrap.servers", "kafka:9093");

        AdminClientConfig config = new AdminClientConfig(properties);

        assertThat(config.getPassword("sasl.jaas.config")).isEqualTo(new Password("the secret"));
    }

    @Test
    void givesTheConsoleTheJobsPropertiesOfKafka() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(Chart.only(Chart.render("minimal"), "v1 ConfigMap")
                .content()
                .at("/data/kafka.properties")
                .asText()));

        assertThat(properties)
                .containsExactlyInAnyOrderEntriesOf(new HashMap<>(job("minimal").kafka()));
    }

    @Test
    void takesTheJobToNodesWithGpusWhereItIsAsked() {
        JsonNode pod = Chart.only(Chart.render("gpu"), FLINK).content().at("/spec/taskManager/podTemplate/spec");

        assertThat(pod.path("nodeSelector").path("nvidia.com/gpu.present").asText())
                .isEqualTo("true");
        assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
        assertThat(pod.at("/containers/0/resources/limits")
                        .path("nvidia.com/gpu")
                        .asInt())
                .isEqualTo(1);
        assertThat(job("gpu").arguments()).containsSequence("--tamis.detector.device", "cuda");
        assertThat(Chart.only(Chart.render("minimal"), FLINK).content().toString())
                .doesNotContain("nvidia");
    }

    @Test
    void refusesMoreTasksThanPartitions() {
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("job.autoscaler.maxParallelism", 13)))
                .hasMessageContaining("job.autoscaler.maxParallelism is 13, but image-submissions has 12 partitions");
        assertThatThrownBy(
                        () -> Chart.render("minimal", Map.of("job.parallelism", 13, "job.autoscaler.enabled", false)))
                .hasMessageContaining("job.parallelism is 13");
    }

    @Test
    void refusesValuesThatAreMissingUnknownOrWrong() {
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("objectStore.uri", "")))
                .hasMessageContaining("/objectStore/uri");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("console.host", "")))
                .hasMessageContaining("/console/host");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("job.paralellism", 3)))
                .hasMessageContaining("paralellism");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("images.job.tag", "latest")))
                .hasMessageContaining("/images/job/tag");
        assertThatThrownBy(() -> Chart.render("minimal", Map.of("kafka.topics.detector-control.partitions", 2)))
                .hasMessageContaining("detector-control");
    }

    private static JobOptions job(String example) {
        return new JobOptions(
                List.of(texts(Chart.only(Chart.render(example), FLINK).content().at("/spec/job/args"))));
    }

    private static Map<String, String> flink(String example) {
        return Chart.YAML.convertValue(
                Chart.only(Chart.render(example), FLINK).spec().path("flinkConfiguration"), new TypeReference<>() {});
    }

    private static String[] texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts.toArray(String[]::new);
    }
}
