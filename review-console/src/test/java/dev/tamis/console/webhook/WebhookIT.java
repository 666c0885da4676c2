package dev.tamis.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tamis.console.TestBrowser;
import dev.tamis.console.TestConsole;
import dev.tamis.console.TestItems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

    private record Call(String id, long timestamp, String signature, String body) {}

    private final List<Call> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void tellsOfEachDecisionInOrderThoughTheReceiverFailsAtFirst(@TempDir Path folder) throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/tamis", this::receive);
        receiver.start();
        try (TestConsole console =
                TestConsole.in(folder).undoWindow(Duration.ofMillis(200)).start()) {
            TestBrowser ada = console.ada();
            assertThat(ada.submit("/settings/webhooks", Map.of("url", "file:///etc/passwd"))
                            .statusCode())
                    .isEqualTo(409);
            String page = ada.require(
                            200,
                            ada.submit(
                                    "/settings/webhooks",
                                    Map.of(
                                            "url",
                                            "http://127.0.0.1:"
                                                    + receiver.getAddress().getPort() + "/tamis")))
                    .body();
            Matcher secret = SECRET.matcher(page.replace("&#43;", "+"));
            assertThat(secret.find()).isTrue();
            assertThat(ada.get("/settings/webhooks").body()).doesNotContain("whsec_");
            console.kafka()
                    .send(
                            TestItems.flagged("first", 30).build(),
                            TestItems.flagged("second", 20).build(),
                            TestItems.flagged("third", 10).build());
            await().atMost(PATIENCE)
                    .until(() -> console.database().one(Integer.class, "select count(*) from review_item") == 3);
            String next = location(ada.submit("/queues/flagged/claim", Map.of()));
            for (int i = 0; i < 3; i++) {
                next = location(ada.submit(next.replaceFirst("\\?.*", "") + "/decide", Map.of("choice", "GENERATED")));
            }

            await().atMost(PATIENCE).until(() -> taken.size() >= 3);
            assertThat(refused).hasValue(2);
            assertThat(taken).hasSize(3);
            assertThat(taken)
                    .extracting(call -> call.body.replaceAll(".*\"submission_id\":\"(\\w+)\".*", "$1"))
                    .containsExactlyInAnyOrder("first", "second", "third");
            WebhookSignature signature = new WebhookSignature(secret.group());
            assertThat(taken)
                    .allMatch(call ->
                            signature.isGenuine(call.id, call.timestamp, call.body, call.signature, Instant.now()));
            assertThat(ada.get("/settings/webhooks").body()).doesNotContain("in vain");
        } finally {
            receiver.stop(0);
        }
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Takes no call but from the third on. */
    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean takes = refused.get() == 2;
        if (takes) {
            taken.add(new Call(
                    exchange.getRequestHeaders().getFirst(WebhookSignature.ID),
                    Long.parseLong(exchange.getRequestHeaders().getFirst(WebhookSignature.TIMESTAMP)),
                    exchange.getRequestHeaders().getFirst(WebhookSignature.SIGNATURE),
                    body));
        } else {
            refused.incrementAndGet();
        }
        exchange.sendResponseHeaders(takes ? 204 : 503, -1);
        exchange.close();
    }
}
