package dev.tamis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tamis.cluster.process.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What Prometheus is given: where it asks, what it alerts on, and what a person then reads. */
class PrometheusTest {
    private static final Path FOLDER = Path.of("..", "prometheus");
    private static final Path RUNBOOK = Path.of("..", "..", "docs", "runbook.md");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Of an expression, all but metrics, functions and operators. */
    private static final Pattern NO_METRIC = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|on) \\([^)]*\\)");

    private static final Pattern METRIC = Pattern.compile("(?!and\\b|or\\b|unless\\b)\\b[a-z]\\w*\\b(?!\\s*\\()");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Tamis\\w+)$");

    private record Alert(JsonNode rule) {
        String name() {
            return rule.path("alert").asText();
        }

        Stream<String> metrics() {
            String bare = NO_METRIC.matcher(rule.path("expr").asText()).replaceAll(" ");
            return METRIC.matcher(bare).results().map(MatchResult::group);
        }
    }

    @Test
    void asksEveryProcessOfAClusterOnItsUsualPorts() throws IOException {
        Map<String, Integer> ports = Ports.wellKnown(3, 2, 3).byName();
        assertThat(targets("tamis-jobmanagers")).containsExactlyElementsOf(metricsOf("jobmanager", ports));
        assertThat(targets("tamis-taskmanagers")).containsExactlyElementsOf(metricsOf("taskmanager", ports));
        assertThat(targets("tamis-console")).containsExactly("127.0.0.1:" + ports.get("console"));
    }

    private static List<String> targets(String job) throws IOException {
        return stream(YAML.readTree(FOLDER.resolve("prometheus.yaml").toFile()).path("scrape_configs"))
                .filter(scrape -> scrape.path("job_name").asText().equals(job))
                .flatMap(scrape -> stream(scrape.at("/static_configs/0/targets")))
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> metricsOf(String process, Map<String, Integer> ports) {
        return ports.keySet().stream()
                .filter(name -> name.startsWith(process) && name.endsWith("-metrics"))
                .sorted()
                .map(name -> "127.0.0.1:" + ports.get(name))
                .toList();
    }

    @Test
    void saysOfEachAlertHowUrgentItIsAndWhatToDo() throws IOException {
        assertThat(alerts()).allSatisfy(alert -> {
            JsonNode rule = alert.rule();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
        });
        assertThat(HEADING.matcher(Files.readString(RUNBOOK)).results().map(heading -> heading.group(1)))
                .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
    }

    @Test
    void testsEachAlertRaisedAndSilent() throws IOException {
        List<JsonNode> tests = stream(
                        YAML.readTree(FOLDER.resolve("alerts.test.yaml").toFile())
                                .path("tests"))
                .flatMap(group -> stream(group.path("alert_rule_test")))
                .toList();
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .filteredOn(test -> test.path("alertname").asText().equals(alert.name()))
                        .anyMatch(test -> !test.path("exp_alerts").isEmpty())
                        .anyMatch(test -> test.path("exp_alerts").isEmpty()));
    }

    /** Those of the job are looked for in a running job by DashboardIT, those of the console in a running console by ApiIT. */
    @Test
    void alertsOnWhatTheJobTheConsoleAndPrometheusItselfMeasure() throws IOException {
        assertThat(alerts("alerts.yaml"))
                .allSatisfy(alert -> assertThat(alert.metrics())
                        .isNotEmpty()
                        .allMatch(metric -> metric.equals("up")
                                || metric.startsWith("flink_")
                                || metric.startsWith("tamis_console_")));
        assertThat(alerts("host-alerts.yaml"))
                .allSatisfy(alert -> assertThat(alert.metrics())
                        .isNotEmpty()
                        .allMatch(metric -> metric.startsWith("node_filesystem_")));
    }

    @Test
    void raisesAlertsWhenItShallAndOnlyThen() throws Exception {
        Path promtool = promtool();
        promtool(promtool, "check", "config", "--syntax-only", "prometheus.yaml");
        promtool(promtool, "check", "rules", "alerts.yaml", "host-alerts.yaml");
        promtool(promtool, "test", "rules", "alerts.test.yaml");
    }

    /** Aborts the test where there is no promtool, and says so where nobody can miss it. */
    private static Path promtool() {
        Optional<Path> promtool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (promtool.isEmpty()) {
            System.err.println("""

                    ************************************************************************
                    NO PROMTOOL ON THIS MACHINE: the tests of the alerts are NOT RUN. It is
                    part of Prometheus (Debian: apt-get install prometheus); run them again.
                    ************************************************************************
                    """);
            Assumptions.abort("no promtool on this machine");
        }
        return promtool.get();
    }

    private static void promtool(Path promtool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    private static List<Alert> alerts() throws IOException {
        return Stream.concat(alerts("alerts.yaml").stream(), alerts("host-alerts.yaml").stream())
                .toList();
    }

    private static List<Alert> alerts(String file) throws IOException {
        return stream(YAML.readTree(FOLDER.resolve(file).toFile()).path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .map(Alert::new)
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
