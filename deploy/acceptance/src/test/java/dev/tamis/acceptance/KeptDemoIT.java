package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demonstration flags lies in the review console, and the console promotes a detector of the job that runs. */
class KeptDemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern INVITATION =
            Pattern.compile("first administrator, once: (https?://[^/]+)(/setup/\\S+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern DETECTOR = Pattern.compile("/models/([0-9a-f]{64})/promote");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private URI url = URI.create("");

    @Test
    void showsWhatWasFlaggedAndPromotes(@TempDir Path folder) throws Exception {
        Process demo = new ProcessBuilder(
                        Launcher.HOME.resolve("tamis").toString(),
                        "demo",
                        "--keep",
                        "--out",
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = demo.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("Stop")) {
                    break;
                }
            }
            Matcher invitation = INVITATION.matcher(String.join("\n", lines));
            assertThat(invitation.find()).as("%s", lines).isTrue();
            url = URI.create(invitation.group(1));
            assertThat(post(invitation.group(2), Map.of("name", "ada", "password", "correct horse battery staple")))
                    .isEqualTo(303);

            assertThat(until("/queues/uncertain", "href=\"/items/")).contains("uncertain");
            String models = get("/models");
            Matcher detector = DETECTOR.matcher(models);
            assertThat(detector.find()).isTrue();
            assertThat(post("/models/" + detector.group(1) + "/promote", Map.of("csrf", csrf(models))))
                    .isEqualTo(303);
            assertThat(until("/models/in-force", ">accepts<"))
                    .contains(detector.group(1).substring(0, 12));
        } finally {
            demo.destroy();
            assertThat(demo.onExit()).succeedsWithin(PATIENCE);
        }
    }

    private String until(String path, String text) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String page = get(path);
        while (!page.contains(text) && System.nanoTime() < end) {
            Thread.sleep(200);
            page = get(path);
        }
        assertThat(page).contains(text);
        return page;
    }

    private static String csrf(String page) {
        Matcher csrf = CSRF.matcher(page);
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                browser.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private int post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
