package dev.tamis.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tamis.console.TestBrowser;
import dev.tamis.console.TestConsole;
import dev.tamis.console.TestItems;
import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.Scenes;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What programs do; each answer has the form that openapi.yaml gives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("tamis_[A-Za-z0-9_-]{43}");
    private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("tamis_console_\\w+");
    /** That a query groups by or looks at. */
    private static final Pattern LABEL = Pattern.compile("by \\((\\w+)\\)|[{,](\\w+)[=!]");

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestConsole console;
    private TestBrowser ada;
    private String reviewer = "";
    private JsonNode description = JSON.getNodeFactory().nullNode();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = TestConsole.in(folder).undoWindow(Duration.ofSeconds(1)).start();
        ada = console.ada();
        reviewer = token("reviewer", "LEAD");
        console.kafka()
                .send(
                        TestItems.portrait("portrait", 3).build(),
                        TestItems.flagged("second", 30).build(),
                        TestItems.flagged("third", 20).build());
        await().atMost(PATIENCE)
                .until(() -> console.database().one(Integer.class, "select count(*) from review_item") == 3);
        description = new YAMLMapper().readTree(get("/openapi.yaml", null).body());
    }

    @AfterAll
    void stop() throws Exception {
        console.close();
    }

    private String token(String name, String role) throws Exception {
        String page = ada.require(200, ada.submit("/settings/programs", Map.of("name", name, "role", role)))
                .body();
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        assertThat(ada.get("/settings/programs").body()).doesNotContain(token.group());
        return token.group();
    }

    @Test
    void claimsDecidesAndReadsWhatWentOut() throws Exception {
        assertThat(conforms(get("/queues", reviewer), "/queues", "get").findValuesAsText("name"))
                .contains("flagged");
        assertThat(conforms(get("/items?queue=flagged&limit=2", reviewer), "/items", "get"))
                .hasSize(2);
        assertThat(conforms(get("/items?mine", reviewer), "/items", "get")).isEmpty();
        JsonNode item = conforms(post("/queues/flagged/claim", "", reviewer), "/queues/{queue}/claim", "post");
        assertThat(item.at("/item/claimed_by").asText()).isEqualTo("token:reviewer");
        assertThat(item.at("/is_mine").asBoolean()).isTrue();
        long id = item.at("/item/id").asLong();
        assertThat(conforms(get("/items?mine", reviewer), "/items", "get")
                        .at("/0/id")
                        .asLong())
                .isEqualTo(id);

        JsonNode decided = conforms(
                post("/items/" + id + "/decide", "{\"choice\": \"AUTHENTIC\", \"note\": \"by rule 7\"}", reviewer),
                "/items/{item}/decide",
                "post");
        assertThat(post("/decisions/" + decided.at("/decision").asText() + "/undo", "", reviewer)
                        .statusCode())
                .isEqualTo(204);
        conforms(
                post("/items/" + id + "/decide", "{\"choice\": \"AUTHENTIC\"}", reviewer),
                "/items/{item}/decide",
                "post");
        JsonNode log = await().atMost(PATIENCE)
                .until(
                        () -> conforms(get("/decisions?after=0", reviewer), "/decisions", "get"),
                        node -> node.size() == 1);
        assertThat(log.at("/0/decision/final_verdict").asText()).isEqualTo("AUTHENTIC");
        assertThat(conforms(get("/decisions?after=" + log.at("/0/position").asLong(), reviewer), "/decisions", "get"))
                .isEmpty();
        assertThat(conforms(get("/items/" + id, reviewer), "/items/{item}", "get")
                        .at("/decisions"))
                .hasSize(2);

        assertThat(post(
                                "/items/" + id + "/appeal",
                                "{\"statement\": \"It is\", \"granted\": true, \"answer\": \"So it is\"}",
                                token("appeals", "ADMIN"))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aReportMovesAnItemToTheFront() throws Exception {
        assertThat(post(
                                "/reports",
                                "{\"submission_id\": \"third\", \"reporter\": \"user 7\", \"text\": \"fake!\"}",
                                reviewer)
                        .statusCode())
                .isEqualTo(204);
        JsonNode third = conforms(get("/items?submission=third", reviewer), "/items", "get");
        assertThat(third.at("/0/reported").asBoolean()).isTrue();
        assertThat(ada.get("/items/" + third.at("/0/id").asLong()).body()).contains("fake!");
        assertThat(post("/reports", "{\"submission_id\": \"nothing\", \"reporter\": \"a\", \"text\": \"b\"}", reviewer)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void judgesAnImage() throws Exception {
        byte[] portrait = ImageFiles.jpeg(Scenes.portrait(3).paint(480, 600), 0.9f);
        HttpResponse<String> judged = send(request("/check", reviewer).POST(BodyPublishers.ofByteArray(portrait)));
        assertThat(conforms(judged, "/check", "post").at("/score").asDouble()).isBetween(0.0, 1.0);
        HttpResponse<String> refused = send(request("/check", reviewer).POST(BodyPublishers.ofString("no image")));
        assertThat(conforms(refused, "/check", "post").at("/rejection").asText())
                .isNotEmpty();
    }

    @Test
    void saysAsJsonWhatIsWrong() throws Exception {
        String viewer = token("viewer", "VIEWER");
        assertProblem(get("/queues", null), 401);
        assertProblem(get("/queues", "tamis_wrong"), 401);
        assertProblem(post("/queues/flagged/claim", "", viewer), 403);
        assertProblem(get("/items/99999999", viewer), 404);
        assertProblem(get("/items/one", viewer), 404);
        assertProblem(get("/items", viewer), 400);
        assertProblem(get("/items?queue=flagged&limit=100000", viewer), 400);
        assertProblem(post("/items/1/decide", "{\"choice\": \"PERHAPS\"}", reviewer), 400);
        assertProblem(post("/items/1/decide", "no JSON", reviewer), 400);
        assertProblem(post("/decisions/00000000-0000-0000-0000-000000000000/undo", "", reviewer), 409);
        ada.submit("/settings/programs/viewer/remove", Map.of());
        assertProblem(get("/queues", viewer), 401);
    }

    @Test
    void aMonitoringSystemReadsMetrics() throws Exception {
        get("/queues", reviewer);
        HttpResponse<String> metrics = send(HttpRequest.newBuilder(console.url().resolve("/metrics"))
                .header("Authorization", "Bearer " + reviewer));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("tamis_console_queue_items{queue=\"flagged\"}")
                .contains(
                        "tamis_console_requests_seconds_count{method=\"GET\",route=\"/api/v1/queues\",status=\"200\"}")
                .endsWith("# EOF\n");
    }

    @Test
    void measuresWhatTheAlertsAskFor() throws Exception {
        ada.require(200, ada.submit("/settings/webhooks", Map.of("url", "http://127.0.0.1:9/tamis")));
        String measured = send(HttpRequest.newBuilder(console.url().resolve("/metrics"))
                        .header("Authorization", "Bearer " + reviewer))
                .body();
        List<String> queries = new YAMLMapper()
                .readTree(ALERTS.toFile()).findValuesAsText("expr").stream()
                        .filter(query -> query.contains("tamis_console_"))
                        .toList();
        assertThat(queries).hasSizeGreaterThan(5).allSatisfy(query -> {
            List<String> labels = LABEL.matcher(query)
                    .results()
                    .map(label -> label.group(1) == null ? label.group(2) : label.group(1))
                    .toList();
            assertThat(METRIC.matcher(query).results().map(MatchResult::group))
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(measured.lines().filter(line -> line.matches(metric + "[{ ].*")))
                            .isNotEmpty()
                            .allSatisfy(line -> assertThat(labels).allMatch(label -> line.contains(label + "=\""))));
        });
        assertThat(measured)
                .contains("tamis_console_part_up{part=\"database\"} 1")
                .contains("tamis_console_part_up{part=\"decisions\"} 1")
                .contains("tamis_console_part_up{part=\"review-items\"} 1");
    }

    @Test
    void whatIsDescribedIsThere() throws Exception {
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue().has("security")) {
                    continue; // it needs no token
                }
                String uri = path.getKey().replaceAll("\\{[^}]+}", "1");
                HttpResponse<String> response = send(request(uri, null)
                        .method(operation.getKey().toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                assertThat(response.statusCode())
                        .as(operation.getKey() + " " + uri)
                        .isEqualTo(401);
            }
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).at("/error").asText()).isNotEmpty();
    }

    /** The body, where it has the form that the description gives to a status of 200. */
    private JsonNode conforms(HttpResponse<String> response, String path, String method) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode schema =
                description.path("paths").path(path).path(method).at("/responses/200/content/application~1json/schema");
        assertThat(schema.isMissingNode())
                .as("%s %s is described", method, path)
                .isFalse();
        // References lead into the description, so it is the schema's document.
        ObjectNode document = description.deepCopy();
        document.putArray("allOf").add(schema);
        JsonSchema form =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
        JsonNode body = JSON.readTree(response.body());
        assertThat(form.validate(body)).as(response.body()).isEmpty();
        return body;
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send(request(path, token));
    }

    private HttpResponse<String> post(String path, String body, @Nullable String token) throws Exception {
        return send(
                request(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(console.url().resolve("/api/v1" + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
