package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tamis.console.Console;
import dev.tamis.console.ConsoleSettings;
import dev.tamis.console.TestDatabase;
import dev.tamis.console.TestItems;
import dev.tamis.console.TestKafka;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What someone tries who means ill. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackIT {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String EVIL = "\"><script>alert('x')</script>'; drop table review_item; --";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private TestKafka kafka;
    private TestDatabase database;
    private Console console;
    private Browser admin;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kafka = TestKafka.start(folder);
        database = TestDatabase.start(folder);
        console = Console.start(
                database.database(),
                new ConsoleSettings(
                        kafka.bootstrapServers(), "127.0.0.1", 0, Duration.ofMinutes(5), Duration.ofSeconds(5)));
        admin = new Browser();
        admin.post(console.invitation().orElseThrow(), Map.of("name", "ada", "password", PASSWORD));
        for (String role : List.of("VIEWER", "REVIEWER")) {
            assertThat(admin.postWithToken(
                                    "/people",
                                    Map.of("name", role.toLowerCase(Locale.ROOT), "role", role, "password", PASSWORD))
                            .statusCode())
                    .isEqualTo(303);
        }
        ReviewItem.Builder evil = TestItems.portrait(EVIL, 3);
        evil.getVerdict().setAccount(EVIL);
        evil.setAttributes(new HashMap<>(Map.of(EVIL, EVIL))).setReference(EVIL).setDeclaredContentType("text/html");
        kafka.send(evil.build());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.one(Integer.class, "select count(*) from review_item") == 1);
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
        database.close();
        kafka.close();
    }

    @Test
    void whatUploadsSayIsTextAndNothingElse() throws Exception {
        for (String path : List.of("/items/1", "/queues/flagged")) {
            HttpResponse<String> page = admin.get(path);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("<script>alert").contains("alert(");
        }
        assertThat(database.one(Integer.class, "select count(*) from review_item"))
                .isEqualTo(1);
    }

    @Test
    void anImageIsAnImageWhateverItsUploaderDeclared() throws Exception {
        HttpResponse<String> image = admin.get("/items/1/image");

        assertThat(header(image, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(image, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(image, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../log4j2.xml",
                "/static/%2e%2e/log4j2.xml",
                "/static/..%2flog4j2.xml",
                "/static/%252e%252e/log4j2.xml",
                "/webjars/../../../log4j2.xml",
                "/static/..;/log4j2.xml"
            })
    void noPathLeadsOutOfTheFolder(String path) throws Exception {
        assertThat(rawGet(path)).doesNotContain("Appenders").doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void nobodySeesAnythingWithoutLoggingIn() throws Exception {
        Browser stranger = new Browser();
        for (String path : List.of("/", "/queues", "/items/1", "/items/1/image", "/audit.csv", "/people", "/events")) {
            assertThat(stranger.get(path).statusCode()).as(path).isIn(303, 401);
        }
        assertThat(stranger.post("/queues/flagged/claim", Map.of()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aSessionIsWorthNothingAfterLoggingOut() throws Exception {
        Browser victim = new Browser();
        victim.logIn("viewer");
        String stolen = victim.cookie();
        assertThat(withCookie(stolen).statusCode()).isEqualTo(200);
        victim.postWithToken("/logout", Map.of());

        assertThat(withCookie(stolen).statusCode()).isEqualTo(303);
    }

    @Test
    void anotherSiteCannotActForSomeone() throws Exception {
        assertThat(admin.post("/people", Map.of("name", "mallory", "role", "ADMIN", "password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.postFrom("https://evil.example", "/people", admin.token())
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get("/people").body()).doesNotContain("mallory");
    }

    @Test
    void aRoleDoesNoMoreThanItMay() throws Exception {
        Browser viewer = new Browser();
        viewer.logIn("viewer");
        assertThat(viewer.postWithToken("/queues/flagged/claim", Map.of()).statusCode())
                .isEqualTo(403);
        Browser reviewer = new Browser();
        reviewer.logIn("reviewer");
        for (String path : List.of("/people/reviewer/role", "/people/ada/disable")) {
            assertThat(reviewer.postWithToken(path, Map.of("role", "ADMIN")).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(reviewer.get("/audit.csv").statusCode()).isEqualTo(403);
        assertThat(reviewer.postWithToken("/items/1/appeal", Map.of("statement", "a", "answer", "b", "granted", "true"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guessingAPasswordSoonTakesForEver() throws Exception {
        Browser guesser = new Browser();
        int last = 0;
        for (int i = 0; i < 12; i++) {
            last = guesser.post("/login", Map.of("name", "viewer2", "password", "guess number " + i))
                    .statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        assertThat(admin.postWithToken("/items/1/notes", Map.of("text", "x".repeat(1 << 20)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aClientThatSendsNothingIsLetGo() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", console.port())) {
            slow.setSoTimeout(60_000);
            slow.getOutputStream().write("GET /login HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = slow.getInputStream();
            while (answer.read() >= 0) {
                // An answer that says so, or none; then the end.
            }
        }
    }

    private String rawGet(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", console.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + console.port()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> withCookie(String cookie) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri("/queues"))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + console.port() + path);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Keeps cookies, as a browser does. */
    private final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String path) throws Exception {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        }

        void logIn(String name) throws Exception {
            assertThat(post("/login", Map.of("name", name, "password", PASSWORD))
                            .statusCode())
                    .isEqualTo(303);
        }

        String cookie() {
            return cookies.getCookieStore().getCookies().stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
        }

        String token() throws Exception {
            Matcher token = TOKEN.matcher(get("/queues").body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        HttpResponse<String> postWithToken(String path, Map<String, String> form) throws Exception {
            Map<String, String> all = new TreeMap<>(form);
            all.put("csrf", token());
            return post(path, all);
        }

        HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
            return client.send(request(path, form).build(), BodyHandlers.ofString());
        }

        HttpResponse<String> postFrom(String origin, String path, String token) throws Exception {
            Map<String, String> form = Map.of("name", "mallory", "role", "ADMIN", "password", PASSWORD, "csrf", token);
            return client.send(request(path, form).header("Origin", origin).build(), BodyHandlers.ofString());
        }

        private HttpRequest.Builder request(String path, Map<String, String> form) {
            String body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body));
        }
    }
}
