package dev.tamis.benchmarks.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Asks the review console for what analysts ask for, many at once. */
public final class Analyst {
    private static final String PASSWORD = "correct horse battery staple";
    private static final Pattern INVITATION = Pattern.compile("(https?://[^/]+)(/setup/\\S+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("tamis_[A-Za-z0-9_-]{43}");
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int HANDS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final Queue<Long> claimed = new ConcurrentLinkedQueue<>();
    private String token = "";

    private Analyst(URI url) {
        this.url = url;
    }

    /**
     * Becomes the first administrator of a console, and a program with a token.
     *
     * @param lines what the console said when it started
     */
    public static Analyst first(List<String> lines) throws IOException, InterruptedException {
        Matcher invitation = INVITATION.matcher(lines.get(0));
        if (!invitation.find()) {
            throw new IllegalStateException("an invitation expected, found " + lines);
        }
        Analyst analyst = new Analyst(URI.create(invitation.group(1)));
        analyst.post(invitation.group(2), Map.of("name", "bench", "password", PASSWORD));
        Matcher csrf = CSRF.matcher(analyst.ask("GET", "/queues", "").body());
        if (!csrf.find()) {
            throw new IllegalStateException("nobody is logged in");
        }
        String page = analyst.post(
                        "/settings/programs", Map.of("name", "bench", "role", "REVIEWER", "csrf", csrf.group(1)))
                .body();
        Matcher token = TOKEN.matcher(page);
        if (!token.find()) {
            throw new IllegalStateException("no token was made");
        }
        analyst.token = token.group();
        return analyst;
    }

    /** Waits until the items of these submissions are there. */
    public void awaitItems(List<String> submissions) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String submission : submissions) {
            while (api("GET", "/items?submission=" + submission, "").isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the console did not take " + submission);
                }
                Thread.sleep(200);
            }
        }
    }

    /**
     * One kind of request.
     *
     * @param before what makes it possible, which is not measured
     * @param after what clears up, which is not measured
     */
    public record Request(String name, Asking before, Asking asking, Asking after) {
        private Request(String name, Asking asking) {
            this(name, () -> true, asking, () -> true);
        }
    }

    /** Makes a request. */
    @FunctionalInterface
    public interface Asking {
        /** @return whether it was answered as it should be */
        boolean ask() throws IOException, InterruptedException;
    }

    /** Those of an analyst's day. */
    public List<Request> requests() {
        return List.of(
                new Request("queues page", () -> ask("GET", "/queues", "").statusCode() == 200),
                new Request(
                        "queue page", () -> ask("GET", "/queues/flagged", "").statusCode() == 200),
                new Request(
                        "item page",
                        this::claim,
                        () -> ask("GET", "/items/" + claimed.peek(), "").statusCode() == 200,
                        this::decide),
                new Request("claim", () -> true, this::claim, this::decide),
                new Request("decide", this::claim, this::decide, () -> true));
    }

    private boolean claim() throws IOException, InterruptedException {
        JsonNode item = api("POST", "/queues/flagged/claim", "");
        claimed.add(item.at("/item/id").asLong());
        return item.at("/is_mine").asBoolean();
    }

    private boolean decide() throws IOException, InterruptedException {
        return api("POST", "/items/" + claimed.remove() + "/decide", "{\"choice\": \"GENERATED\"}")
                .has("decision");
    }

    /** @param micros from when each request could be made until it was answered */
    public record Times(Histogram micros, long failed) {}

    /** Makes a kind of request at a steady pace, whether those before are answered or not. */
    public Times repeat(Request request, int pace, Duration time) throws InterruptedException {
        Histogram micros = new ConcurrentHistogram(3);
        AtomicLong failed = new AtomicLong();
        ExecutorService hands = Executors.newFixedThreadPool(HANDS);
        long began = System.nanoTime();
        long count = pace * time.toSeconds();
        for (long i = 0; i < count; i++) {
            long due = began + i * TimeUnit.SECONDS.toNanos(1) / pace;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            hands.execute(() -> {
                try {
                    long waited = System.nanoTime() - due;
                    boolean done = request.before.ask();
                    long asked = System.nanoTime();
                    done &= request.asking.ask();
                    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(waited + System.nanoTime() - asked));
                    if (!(done & request.after.ask())) {
                        failed.incrementAndGet();
                    }
                } catch (IOException | IllegalStateException e) {
                    failed.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        hands.shutdown();
        if (!hands.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("requests are not answered");
        }
        return new Times(micros, failed.get());
    }

    private JsonNode api(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return ask(
                "POST",
                path,
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private HttpResponse<String> ask(String method, String path, String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
