package dev.tamis.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.local.stack.ReviewConsole;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty reviewers at once, while the console's JVM and its PostgreSQL are killed. */
class ManyReviewersIT {
    private static final int ITEMS = 600;
    private static final int REVIEWERS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path HOME = Path.of("..");
    private static final Path DETECTOR = HOME.resolve("deploy/models/detector.onnx");
    private static final Pattern TOKEN = Pattern.compile("tamis_[A-Za-z0-9_-]{43}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who was told that an item is theirs. */
    private final Map<Long, Set<String>> claimed = new ConcurrentHashMap<>();
    /** Decisions of which a reviewer was told that they were taken. */
    private final Set<String> decided = ConcurrentHashMap.newKeySet();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private URI url = URI.create("");
    private Path folder = Path.of("");
    private TestKafka kafka;
    private ReviewConsole console;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        url = URI.create("http://127.0.0.1:" + freePort());
        kafka = TestKafka.start(folder);
        kafka.send(IntStream.range(0, ITEMS)
                .mapToObj(i -> TestItems.flagged("item-" + i, i % 100).build())
                .toArray(ReviewItem[]::new));
        console = started();
    }

    @AfterEach
    void stop() {
        console.close();
        kafka.close();
    }

    @Test
    void noItemIsClaimedTwiceAndNoDecisionIsLost() throws Exception {
        ExecutorService reviewers = Executors.newFixedThreadPool(REVIEWERS);
        List<Future<?>> work = new ArrayList<>();
        for (String token : letIn()) {
            work.add(reviewers.submit(() -> review(token)));
        }
        kill();
        for (Future<?> each : work) {
            each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        reviewers.shutdown();

        List<ReviewDecision> sent =
                await().atMost(PATIENCE).until(kafka::decisions, decisions -> decisions.size() >= ITEMS);
        assertThat(sent)
                .extracting(ReviewDecision::getSubmissionId)
                .doesNotHaveDuplicates()
                .hasSize(ITEMS);
        assertThat(sent).extracting(ReviewDecision::getId).containsAll(decided);
        assertThat(claimed).allSatisfy((item, who) -> assertThat(who).hasSize(1));
        assertThat(decided).hasSizeGreaterThan(ITEMS - REVIEWERS * 4); // some were taken and could not be told
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ReviewConsole started() {
        return ReviewConsole.start(HOME, folder, kafka.bootstrapServers(), DETECTOR, url.getPort());
    }

    private List<String> letIn() throws Exception {
        TestBrowser ada = new TestBrowser(url);
        String invitation = console.lines().get(0).replaceFirst(".*(/setup/.*)", "$1");
        ada.require(303, ada.post(invitation, Map.of("name", "ada", "password", TestConsole.PASSWORD)));
        ada.require(303, ada.submit("/settings/checks", Map.of("golden", "0", "second", "0")));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < REVIEWERS; i++) {
            Matcher token =
                    TOKEN.matcher(ada.submit("/settings/programs", Map.of("name", "reviewer-" + i, "role", "REVIEWER"))
                            .body());
            assertThat(token.find()).isTrue();
            tokens.add(token.group());
        }
        return tokens;
    }

    /** A process of PostgreSQL, which then recovers; the console; both. Each while there is work left. */
    private void kill() throws Exception {
        untilDecided(ITEMS / 5);
        ProcessHandle postgres = postgres();
        postgres.children().findFirst().orElseThrow().destroyForcibly();

        untilDecided(2 * ITEMS / 5);
        console.kill();
        console = started();

        untilDecided(3 * ITEMS / 5);
        postgres = postgres();
        List<ProcessHandle> children = postgres.children().toList();
        postgres.destroyForcibly();
        console.kill();
        for (ProcessHandle child : children) {
            child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        console = started();
        assertThat(decided).hasSizeLessThan(ITEMS);
    }

    private void untilDecided(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> decided.size() >= count);
        assertThat(decided).hasSizeLessThan(ITEMS);
    }

    private ProcessHandle postgres() throws IOException {
        String pid = Files.readAllLines(folder.resolve("console/postgres/postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** Claims and decides until there is nothing left; whatever fails is tried again, as people do. */
    private Void review(String token) throws InterruptedException {
        while (true) {
            try {
                JsonNode mine = ask("GET", "/items?mine", null, token);
                Long item = mine != null && !mine.isEmpty()
                        ? (Long) mine.at("/0/id").asLong()
                        : claim(token);
                if (item == null) {
                    return null;
                }
                claimed.computeIfAbsent(item, each -> ConcurrentHashMap.newKeySet())
                        .add(token);
                JsonNode decision = ask("POST", "/items/" + item + "/decide", "{\"choice\": \"GENERATED\"}", token);
                if (decision != null) {
                    decided.add(decision.at("/decision").asText());
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
    }

    private @Nullable Long claim(String token) throws IOException, InterruptedException {
        JsonNode item = ask("POST", "/queues/flagged/claim", "", token);
        return item == null ? null : (Long) item.at("/item/id").asLong();
    }

    /** The answer; null where there is none to give. */
    private @Nullable JsonNode ask(String method, String path, @Nullable String body, String token)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + token)
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.statusCode() == 204 ? null : JSON.readTree(response.body());
    }
}
