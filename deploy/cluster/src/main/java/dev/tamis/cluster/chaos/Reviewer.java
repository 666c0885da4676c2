package dev.tamis.cluster.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.local.stack.CommittedRecords;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Topics;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides one flagged image after another through the console's interface for programs, tries again what fails, and remembers
 * which decisions the console took.
 */
public final class Reviewer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reviewer.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_DECISIONS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern API_TOKEN = Pattern.compile("tamis_[A-Za-z0-9_-]{43}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_ERROR = 400;
    private static final int NO_CONTENT = 204;

    private final URI console;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Set<String> decided = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::review, "reviewer");

    private Reviewer(URI console, String token) {
        this.console = console;
        this.token = token;
        thread.setDaemon(true);
    }

    /**
     * Becomes the first administrator, lets a program in that may review, and begins.
     *
     * @param invitation the link for the first administrator that the console printed
     */
    public static Reviewer start(URI invitation) throws IOException, InterruptedException {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        submit(
                browser,
                invitation,
                Map.of("name", "chaos", "password", UUID.randomUUID().toString()));
        HttpResponse<String> queues = browser.send(
                HttpRequest.newBuilder(invitation.resolve("/queues")).build(), BodyHandlers.ofString());
        String csrf = find(FORM_TOKEN, queues).group(1);
        // Every decision goes out as it is, without a second one.
        submit(browser, invitation.resolve("/settings/checks"), Map.of("golden", "0", "second", "0", "csrf", csrf));
        HttpResponse<String> program = submit(
                browser,
                invitation.resolve("/settings/programs"),
                Map.of("name", "chaos", "role", "REVIEWER", "csrf", csrf));
        Reviewer reviewer =
                new Reviewer(invitation.resolve("/"), find(API_TOKEN, program).group());
        reviewer.thread.start();
        return reviewer;
    }

    private static HttpResponse<String> submit(HttpClient browser, URI page, Map<String, String> form)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = browser.send(
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_ERROR) {
            throw new IOException("the console answers %d to %s".formatted(response.statusCode(), page.getPath()));
        }
        return response;
    }

    private static Matcher find(Pattern pattern, HttpResponse<String> page) throws IOException {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new IOException("%s has no %s".formatted(page.uri().getPath(), pattern));
        }
        return matcher;
    }

    private void review() {
        try {
            while (!Thread.interrupted()) {
                try {
                    decideOne();
                } catch (IOException e) {
                    LOG.info("the console did not answer, and is asked again: {}", e.toString());
                }
                Thread.sleep(BETWEEN_DECISIONS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was claimed and not decided comes first, since the answer to either may have been lost. */
    private void decideOne() throws IOException, InterruptedException {
        Optional<JsonNode> item = ask("GET", "/items?mine", "").map(mine -> mine.path(0));
        if (item.isEmpty() || item.get().isMissingNode()) {
            item = ask("POST", "/queues/flagged/claim", "").map(claim -> claim.path("item"));
        }
        if (item.isPresent()) {
            ask("POST", "/items/%d/decide".formatted(item.get().path("id").asLong()), "{\"choice\": \"GENERATED\"}")
                    .ifPresent(taken -> decided.add(taken.path("decision").asText()));
        }
    }

    private Optional<JsonNode> ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(console.resolve("/api/v1" + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_ERROR) {
            throw new IOException("%s: %d %s".formatted(path, response.statusCode(), response.body()));
        }
        return response.statusCode() == NO_CONTENT ? Optional.empty() : Optional.of(JSON.readTree(response.body()));
    }

    /** Decides no more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What became of decisions.
     *
     * @param taken of which the console said that it has them
     * @param lost of these: not in Kafka
     * @param doubled records in Kafka beyond the first of a decision, and decisions beyond the first on a submission
     */
    public record Count(int taken, int lost, int doubled) {
        /** Whether each is in Kafka once. */
        public boolean exactlyOnce() {
            return lost == 0 && doubled == 0;
        }
    }

    /**
     * Reads decisions in Kafka until all that the console took are there.
     *
     * @param patience how long it waits for them: one goes out when it can be undone no more
     */
    public Count count(String bootstrapServers, Clock clock, Duration patience)
            throws IOException, InterruptedException {
        Instant giveUp = clock.instant().plus(patience);
        while (true) {
            Map<String, Integer> byId = new HashMap<>();
            Map<String, Integer> bySubmission = new HashMap<>();
            new CommittedRecords(bootstrapServers, patience)
                    .forEach(Topics.REVIEW_DECISIONS, MessageCodec.of(ReviewDecision.class), decision -> {
                        byId.merge(decision.getId(), 1, Integer::sum);
                        bySubmission.merge(decision.getSubmissionId(), 1, Integer::sum);
                    });
            Set<String> missing = new HashSet<>(decided);
            missing.removeAll(byId.keySet());
            if (missing.isEmpty() || clock.instant().isAfter(giveUp)) {
                int doubled = bySubmission.values().stream()
                        .mapToInt(count -> count - 1)
                        .sum();
                return new Count(decided.size(), missing.size(), doubled);
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
