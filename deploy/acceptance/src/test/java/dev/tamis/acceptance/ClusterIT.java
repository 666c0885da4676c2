package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in processes of their own, as a person starts it, kills it and stops it. */
class ClusterIT {
    private static final Pattern CONSOLE = Pattern.compile("console: (http://\\S+)");
    private static final Pattern FLINK = Pattern.compile("Flink .*?(http://\\S+)");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    /** On a machine where no library has unpacked its programs yet. */
    @Test
    void startsStaysAndStopsAsTheDocumentsSay() throws Exception {
        Path cluster = folder.resolve("cluster");
        List<Long> processes;
        Map<String, String> environment = new HashMap<>(ObjectStore.CREDENTIALS);
        environment.put("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder.resolve("home"));
        try (ObjectStore store = ObjectStore.start(folder.resolve("objects"), freePort());
                @SuppressWarnings("unused")
                        Closeable down = () -> stop(cluster)) {
            Operator operator = new Operator(cluster, environment)
                    .with("https://HOST", store.url())
                    .with("BUCKET/PATH", ObjectStore.BUCKET + "/state");
            String up = operator.run(documented("up --state"));
            Matcher console = CONSOLE.matcher(up);
            assertThat(console.find()).as(up).isTrue();
            assertThat(up).contains("first administrator, once: " + console.group(1) + "/setup/");
            assertThat(get(console.group(1) + "/health").statusCode()).isEqualTo(200);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster)))
                    .isEqualTo("rwx------");

            Path json = folder.resolve("status.json");
            Launcher.run("cluster", "status", "--dir", cluster, "--json", json);
            JsonNode status = JSON.readTree(json.toFile());
            assertThat(status.path("health").path("parts"))
                    .hasSize(5)
                    .allSatisfy(
                            part -> assertThat(part.path("works").asBoolean()).isTrue());
            processes = StreamSupport.stream(
                            status.path("state").path("processes").spliterator(), false)
                    .map(process -> process.path("pid").asLong())
                    .toList();
            assertThat(processes)
                    .hasSize(11)
                    .allSatisfy(pid -> assertThat(alive(pid)).isTrue());

            operator.run(documented("--replication 3 --apply"));
            assertThat(operator.run(documented("topics --bootstrap HOST:PORT"))).contains("Nothing is lacking.");

            StringBuilder printed = new StringBuilder();
            for (DocumentedCommand command : DocumentedCommand.of(Path.of("docs/runbook.md"))) {
                printed.append(operator.run(command));
            }
            assertThat(printed)
                    .contains("Savepoint completed. Path: s3://tamis/state/savepoints/")
                    .contains("goes on with 3 subtasks from s3://tamis/state/savepoints/")
                    .contains("goes on with 2 subtasks from s3://tamis/state/savepoints/")
                    .contains("0 lost, 0 doubled, 0 not sent");
            assertThat(store.objects("state/savepoints/")).isPositive();

            assertThat(Launcher.fail("cluster", "up", "--dir", cluster)).contains("a cluster runs in " + cluster);
            operator.run(documented("cluster down"));
            assertThat(processes).noneSatisfy(pid -> assertThat(alive(pid)).isTrue());
            assertThat(Launcher.fail("cluster", "status", "--dir", cluster)).contains("no cluster runs in " + cluster);

            String again = operator.run(documented("cluster up"));
            assertThat(restoredFrom(again)).startsWith("s3://tamis/state/checkpoints/");
            operator.run(documented("cluster status"));
        }
    }

    /** A command of deploy/README.md: the first that ends so, or else the first that has these words. */
    private static DocumentedCommand documented(String words) throws IOException {
        List<DocumentedCommand> commands = DocumentedCommand.of(Path.of("deploy/README.md"));
        return commands.stream()
                .filter(command -> command.text().endsWith(words))
                .findFirst()
                .or(() -> commands.stream()
                        .filter(command -> command.text().contains(words))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("deploy/README.md has no command with " + words));
    }

    /** What the job of a cluster went on from. */
    private static String restoredFrom(String up) throws Exception {
        Matcher flink = FLINK.matcher(up);
        assertThat(flink.find()).as(up).isTrue();
        JsonNode jobs = JSON.readTree(get(flink.group(1) + "/jobs").body());
        String job = jobs.at("/jobs/0/id").asText();
        return JSON.readTree(get("%s/jobs/%s/checkpoints".formatted(flink.group(1), job))
                        .body())
                .at("/latest/restored/external_path")
                .asText();
    }

    private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
    }

    @Test
    void losesAndDoublesNothingWhenProcessesAreKilled() throws Exception {
        Path json = folder.resolve("chaos.json");
        String printed = Launcher.run(
                "cluster",
                "chaos",
                "--minutes",
                "0.8",
                "--seed",
                "3",
                "--faults",
                "task_manager,leading_job_manager,leading_broker",
                "--dir",
                folder.resolve("chaos"),
                "--json",
                json);
        assertThat(printed).contains("recovered after");
        JsonNode report = JSON.readTree(json.toFile());
        assertThat(report.path("submitted").asInt()).isPositive();
        assertThat(report.path("verdicts").asInt() + report.path("rejections").asInt())
                .isEqualTo(report.path("submitted").asInt());
        assertThat(report.path("lost").asInt()).isZero();
        assertThat(report.path("duplicates").asInt()).isZero();
        assertThat(report.path("wrong").asInt()).isZero();
        assertThat(report.path("kills").asInt()).isPositive();
        assertThat(report.path("recovery_seconds"))
                .isNotEmpty()
                .allSatisfy(times -> assertThat(times)
                        .allSatisfy(time -> assertThat(time.asDouble()).isPositive()));
        assertThat(folder.resolve("chaos").resolve("state")).isEmptyDirectory();
    }

    private static void stop(Path cluster) throws IOException {
        try {
            Launcher.run("cluster", "down", "--dir", cluster);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
