package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tamis.console.TestBrowser;
import dev.tamis.console.TestConsole;
import dev.tamis.console.TestItems;
import dev.tamis.schemas.ReviewItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String EVIL = "\"><script>alert('x')</script>'; drop table review_item; --";

    private TestConsole console;
    private TestBrowser admin;
    private CompletableFuture<Integer> slowClient;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = TestConsole.in(folder).start();
        slowClient = CompletableFuture.supplyAsync(this::bytesUntilLetGo);
        admin = console.ada();
        for (String role : List.of("VIEWER", "REVIEWER")) {
            admin.require(
                    303,
                    admin.submit(
                            "/people",
                            Map.of(
                                    "name",
                                    role.toLowerCase(Locale.ROOT),
                                    "role",
                                    role,
                                    "password",
                                    TestConsole.PASSWORD)));
        }

        ReviewItem.Builder evil = TestItems.portrait(EVIL, 3);
        evil.getVerdict().setAccount(EVIL);
        evil.setAttributes(new HashMap<>(Map.of(EVIL, EVIL))).setReference(EVIL).setDeclaredContentType("text/html");
        console.kafka().send(evil.build());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> console.database().one(Integer.class, "select count(*) from review_item") == 1);
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
    }

    @Test
    void whatUploadsSayIsTextAndNothingElse() throws Exception {
        for (String path : List.of("/items/1", "/queues/flagged")) {
            HttpResponse<String> page = admin.get(path);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("<script>alert").contains("alert(");
        }
        assertThat(console.database().one(Integer.class, "select count(*) from review_item"))
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
        TestBrowser stranger = new TestBrowser(console.url());
        for (String path : List.of("/", "/queues", "/items/1", "/items/1/image", "/audit.csv", "/people", "/events")) {
            assertThat(stranger.get(path).statusCode()).as(path).isIn(303, 401);
        }
        assertThat(stranger.post("/queues/flagged/claim", Map.of()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aSessionIsWorthNothingAfterLoggingOut() throws Exception {
        TestBrowser victim = new TestBrowser(console.url());
        victim.logIn("viewer");
        String stolen = victim.cookie();
        assertThat(withCookie(stolen).statusCode()).isEqualTo(200);
        victim.submit("/logout", Map.of());

        assertThat(withCookie(stolen).statusCode()).isEqualTo(303);
    }

    @Test
    void anotherSiteCannotActForSomeone() throws Exception {
        Map<String, String> form =
                new TreeMap<>(Map.of("name", "mallory", "role", "ADMIN", "password", TestConsole.PASSWORD));
        assertThat(admin.post("/people", form).statusCode()).isEqualTo(403);
        form.put("csrf", admin.token());
        assertThat(admin.post("/people", form, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(admin.post("/people", form, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(admin.get("/people").body()).doesNotContain("mallory");
    }

    @Test
    void aRoleDoesNoMoreThanItMay() throws Exception {
        TestBrowser viewer = new TestBrowser(console.url());
        viewer.logIn("viewer");
        assertThat(viewer.submit("/queues/flagged/claim", Map.of()).statusCode())
                .isEqualTo(403);
        TestBrowser reviewer = new TestBrowser(console.url());
        reviewer.logIn("reviewer");
        for (String path : List.of("/people/reviewer/role", "/people/ada/disable")) {
            assertThat(reviewer.submit(path, Map.of("role", "ADMIN")).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(reviewer.get("/audit.csv").statusCode()).isEqualTo(403);
        assertThat(reviewer.submit("/items/1/appeal", Map.of("statement", "a", "answer", "b", "granted", "true"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guessingAPasswordSoonTakesForEver() throws Exception {
        TestBrowser guesser = new TestBrowser(console.url());
        int last = 0;
        for (int i = 0; i < 12; i++) {
            last = guesser.post("/login", Map.of("name", "viewer2", "password", "guess number " + i))
                    .statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        assertThat(admin.submit("/items/1/notes", Map.of("text", "x".repeat(1 << 20)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void anUploadThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", console.console().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /try HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + console.console().port()
                                    + "\r\nCookie: " + admin.cookie()
                                    + "\r\nContent-Type: multipart/form-data; boundary=x"
                                    + "\r\nContent-Length: 1000000000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(answer.length);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void whatIsAskedForIsNoSql() throws Exception {
        String evil = URLEncoder.encode("' or 1=1; drop table person; --", StandardCharsets.UTF_8);
        assertThat(admin.get("/queues/" + evil.replace("+", "%20")).statusCode())
                .isEqualTo(404);
        assertThat(admin.submit("/queues/x';--/claim".replace("'", "%27"), Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(admin.get("/items/1%20or%201=1").statusCode()).isEqualTo(404);
        assertThat(admin.get("/api/v1/items?submission=" + evil).statusCode()).isEqualTo(200);
        assertThat(new TestBrowser(console.url())
                        .post("/login", Map.of("name", "ada' --", "password", "' or ''='"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(admin.get("/people").body()).contains("ada");
    }

    @Test
    void aTokenOpensNoMoreThanItsRoleAndNoPageActsByItsCookieAlone() throws Exception {
        String page = admin.submit("/settings/programs", Map.of("name", "spy", "role", "VIEWER"))
                .body();
        Matcher token = Pattern.compile("tamis_[A-Za-z0-9_-]{43}").matcher(page);
        assertThat(token.find()).isTrue();
        for (String path : List.of("/settings/programs", "/people", "/audit.csv", "/quality")) {
            HttpRequest request = HttpRequest.newBuilder(console.url().resolve(path))
                    .header("Authorization", "Bearer " + token.group())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        // A browser sends its cookie to the API too, and must then show that its page asks.
        assertThat(admin.post("/api/v1/queues/flagged/claim", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSecretIsShownOnce() throws Exception {
        String page = admin.submit("/settings/webhooks", Map.of("url", "https://example.invalid/tamis"))
                .body();
        assertThat(page).contains("whsec_");
        assertThat(admin.get("/settings/webhooks").body()).doesNotContain("whsec_");
        assertThat(admin.get("/audit.csv").body()).doesNotContain("whsec_").doesNotContain("tamis_");
        admin.submit("/settings/webhooks/1/remove", Map.of());
    }

    @Test
    void aClientThatSendsNothingIsLetGo() throws Exception {
        assertThat(slowClient.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(0);
    }

    /** Sends half a request and waits to be let go, which takes its time: the others are tested meanwhile. */
    private int bytesUntilLetGo() {
        try (Socket slow = new Socket("127.0.0.1", console.console().port())) {
            slow.getOutputStream().write("GET /login HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
            return slow.getInputStream().readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rawGet(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", console.console().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + console.console().port() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> withCookie(String cookie) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(console.url().resolve("/queues"))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
