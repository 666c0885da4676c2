package dev.tamis.stream.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.ingest.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceReaderTest {
    private static final int MAX_BYTES = 1_000;
    private static final byte[] FILE = {1, 2, 3};

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(answering);
        server.createContext("/images/a.jpg", exchange -> answer(exchange, 200, FILE));
        server.createContext("/images/large.jpg", exchange -> answer(exchange, 200, new byte[MAX_BYTES + 1]));
        server.createContext("/images/endless.jpg", exchange -> drip(exchange));
        server.createContext("/images/moved.jpg", exchange -> redirect(exchange, "/images/a.jpg"));
        server.createContext("/images/led-out.jpg", exchange -> redirect(exchange, "/private/a.jpg"));
        server.createContext("/images/led-away.jpg", exchange -> redirect(exchange, "http://example.org/a.jpg"));
        server.createContext("/images/circle.jpg", exchange -> redirect(exchange, "/images/circle.jpg"));
        for (int status : List.of(403, 404, 410, 429, 500, 503)) {
            server.createContext("/images/" + status, exchange -> answer(exchange, status, new byte[0]));
        }
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        answering.shutdownNow();
    }

    @Test
    void readsAFileOfAWebServer() throws Exception {
        assertRead(read(http("/images/a.jpg")));
    }

    @Test
    void keepsTheReferenceBesideTheFile() throws Exception {
        String reference = http("/images/a.jpg");

        assertThat(read(reference).submission().message().getReference()).isEqualTo(reference);
    }

    @Test
    void goesWhereAServerSendsItOnIfThatMayBeRead() throws Exception {
        assertRead(read(http("/images/moved.jpg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images/led-out.jpg", "/images/led-away.jpg", "/images/circle.jpg"})
    void refusesToBeLedAway(String path) throws Exception {
        assertThat(read(http(path)).reason()).isEqualTo(RejectionReason.REFERENCE_REFUSED);
    }

    @Test
    void asksNoHostThatIsNotOfTheInternet() throws Exception {
        ReferenceReading reading = read(http("/images/a.jpg"), false);

        assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_REFUSED);
        assertThat(reading.detail()).contains("outside of the public Internet");
        assertThat(reading.again()).isFalse();
        assertThat(requests).hasValue(0);
    }

    @Test
    void asksNobodyForAReferenceThatIsNotAllowed() throws Exception {
        assertThat(read(http("/private/a.jpg")).reason()).isEqualTo(RejectionReason.REFERENCE_REFUSED);
        assertThat(requests).hasValue(0);
    }

    @Test
    void stopsReadingAFileThatIsTooLarge() throws Exception {
        ReferenceReading reading = read(http("/images/large.jpg"));

        assertThat(reading.reason()).isEqualTo(RejectionReason.TOO_MANY_BYTES);
        assertThat(reading.again()).isFalse();
    }

    @Test
    void stopsReadingAFileThatTakesTooLong() throws Exception {
        ReferenceReading reading = read(http("/images/endless.jpg"));

        assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
        assertThat(reading.detail()).contains("longer than 500 ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void takesARefusalAsItIs(int status) throws Exception {
        ReferenceReading reading = read(http("/images/" + status));

        assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
        assertThat(reading.detail()).contains("answered " + status);
        assertThat(reading.again()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void wouldAskAgainWhereAServerCannotAnswerForNow(int status) throws Exception {
        assertThat(read(http("/images/" + status)).again()).isTrue();
    }

    @Test
    void wouldAskAgainWhereNobodyAnswers() throws Exception {
        String reference = http("/images/a.jpg");
        ReferenceSettings settings = settings(true);
        server.stop(0);
        try (ReferenceReader reader = new ReferenceReader(settings)) {
            ReferenceReading reading = reader.read(referring(reference));

            assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
            assertThat(reading.again()).isTrue();
        }
    }

    @Test
    void tellsNobodyTheSignatureOfAnAddress() throws Exception {
        assertThat(read(http("/images/404?signature=secret")).detail())
                .contains("/images/404")
                .doesNotContain("secret");
    }

    @Test
    void readsAFileOfAFolder() throws Exception {
        Path file = Files.write(folder.resolve("a.jpg"), FILE);

        assertRead(read(file.toUri().toString()));
    }

    @Test
    void saysThatAFileIsNotThere() throws Exception {
        ReferenceReading reading = read(folder.resolve("missing.jpg").toUri().toString());

        assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
        assertThat(reading.again()).isFalse();
    }

    @Test
    void followsNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.write(elsewhere.resolve("secret"), FILE);
        Path link = Files.createSymbolicLink(folder.resolve("a.jpg"), secret);

        ReferenceReading reading = read(link.toUri().toString());

        assertThat(reading.reason()).isEqualTo(RejectionReason.REFERENCE_REFUSED);
    }

    @Test
    void saysThatThereIsNoFileSystemOfAScheme() throws Exception {
        assertThat(read("nosuch://uploads/a.jpg").reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
    }

    @Test
    void takesAnAddressThatNoHostCanHave() throws Exception {
        assertThat(read("http://no_host/a.jpg").reason()).isEqualTo(RejectionReason.REFERENCE_UNREACHABLE);
    }

    private static void assertRead(ReferenceReading reading) {
        assertThat(reading.reason()).as(reading.detail()).isNull();
        assertThat(reading.submission().payload()).isEqualTo(FILE);
    }

    private ReferenceReading read(String reference) throws Exception {
        return read(reference, true);
    }

    private ReferenceReading read(String reference, boolean privateNetworks) throws Exception {
        try (ReferenceReader reader = new ReferenceReader(settings(privateNetworks))) {
            return reader.read(referring(reference));
        }
    }

    private ReferenceSettings settings(boolean privateNetworks) {
        AllowedReferences allowed = new AllowedReferences(List.of(
                URI.create(http("/images/")),
                folder.toUri(),
                URI.create("nosuch://uploads/"),
                URI.create("http://no_host/")));
        return new ReferenceSettings(allowed, privateNetworks, MAX_BYTES, Duration.ofMillis(500), 2, 2);
    }

    private String http(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Submission referring(String reference) {
        return Submissions.referring("a", reference);
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        requests.incrementAndGet();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        answer(exchange, 302, new byte[0]);
    }

    /** A byte now and then, each in time for a timeout that looks at one read alone. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the reader left, as it should
        }
    }
}
