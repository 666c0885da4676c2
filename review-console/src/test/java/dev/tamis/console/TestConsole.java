package dev.tamis.console;

import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.console.security.OpenIdSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A console between a real broker and a real database, with everything that it needs. */
public final class TestConsole implements AutoCloseable {
    /** Of everyone who is added. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Path MODELS = Path.of("..", "deploy", "models");

    private final TestKafka kafka;
    private final TestDatabase database;
    private final Console console;

    private TestConsole(Builder builder) throws Exception {
        kafka = TestKafka.start(builder.folder);
        database = TestDatabase.start(builder.folder);
        console = Console.start(
                database.database(),
                new ConsoleSettings(
                        KafkaConnection.to(kafka.bootstrapServers()),
                        "127.0.0.1",
                        builder.port,
                        builder.publicUrl,
                        builder.tls,
                        Duration.ofMinutes(5),
                        builder.undoWindow,
                        builder.models,
                        null,
                        null,
                        builder.openId));
    }

    /** @param folder for the broker's and the database's data */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** What differs from the command's defaults. */
    public static final class Builder {
        private final Path folder;
        private int port;
        private @Nullable URI publicUrl;
        private @Nullable TlsFiles tls;
        private @Nullable OpenIdSettings openId;
        private Duration undoWindow = Duration.ofSeconds(5);
        private Path models = MODELS;

        private Builder(Path folder) {
            this.folder = folder;
        }

        public Builder port(int port) {
            this.port = port;
            return this;
        }

        public Builder publicUrl(URI publicUrl) {
            this.publicUrl = publicUrl;
            return this;
        }

        public Builder tls(TlsFiles tls) {
            this.tls = tls;
            return this;
        }

        public Builder openId(OpenIdSettings openId) {
            this.openId = openId;
            return this;
        }

        public Builder models(Path models) {
            this.models = models;
            return this;
        }

        public Builder undoWindow(Duration undoWindow) {
            this.undoWindow = undoWindow;
            return this;
        }

        public TestConsole start() throws Exception {
            return new TestConsole(this);
        }
    }

    public TestKafka kafka() {
        return kafka;
    }

    public TestDatabase database() {
        return database;
    }

    public Console console() {
        return console;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + console.port());
    }

    /** A browser without pages, in which the first administrator, ada, is logged in. */
    public TestBrowser ada() throws Exception {
        TestBrowser browser = new TestBrowser(url());
        String path = console.invitation().orElse(null);
        if (path == null) {
            browser.logIn("ada");
        } else {
            browser.require(303, browser.post(path, Map.of("name", "ada", "password", PASSWORD)));
        }
        return browser;
    }

    /** The detector that ships, copied into a folder where more can be laid. */
    public static Path copyOfModels(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (String ending : new String[] {".onnx", ".md", ".json"}) {
            Path file = MODELS.resolve("detector" + ending);
            Files.copy(
                    file,
                    folder.resolve(Objects.requireNonNull(file.getFileName()).toString()));
        }
        return folder;
    }

    @Override
    public void close() throws Exception {
        console.close();
        database.close();
        kafka.close();
    }
}
