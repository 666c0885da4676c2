package dev.tamis.console;

import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.console.security.OpenIdSettings;
import dev.tamis.console.store.Database;
import dev.tamis.console.store.LocalPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the review console until it is stopped. */
@Command(
        name = "tamis console",
        mixinStandardHelpOptions = true,
        description = {
            "The web application in which analysts review what was flagged.",
            "Started again on the same database, it continues where it stopped."
        })
public final class ConsoleCli implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCli.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka, ${DEFAULT-VALUE} by default.")
    private String bootstrap = "";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka's clients, such as security.protocol. A value can stay in another file or in the"
                            + " environment, as Kafka's config.providers have it.")
    private @Nullable Path kafkaProperties;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "PostgreSQL, as jdbc:postgresql://HOST:PORT/NAME; the password is read from TAMIS_DATABASE_PASSWORD."
                            + " Without it the console brings one of its own.")
    private @Nullable String database;

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            defaultValue = "tamis",
            description = "Who the console is there, ${DEFAULT-VALUE} by default.")
    private String databaseUser = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-console",
            description = "Folder of the console's own PostgreSQL, ${DEFAULT-VALUE} by default.")
    private Path folder = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to answer on, ${DEFAULT-VALUE} by default: this machine alone.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to answer on, ${DEFAULT-VALUE} by default; 0 for any free one.")
    private int port;

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description =
                    "How long an item stays with whoever claims it and then does nothing, ${DEFAULT-VALUE} by default.")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--undo-window",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "How long a decision can be undone before it goes out, ${DEFAULT-VALUE} by default.")
    private Duration undoWindow = Duration.ZERO;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "Where browsers find the console, for example https://tamis.example.com, where something stands in front of it.")
    private @Nullable URI publicUrl;

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    /** Both or none. */
    static final class Tls {
        @Option(
                names = "--tls-certificate",
                paramLabel = "FILE",
                required = true,
                description = "PEM of the certificate that the console answers by TLS with, and of its chain.")
        private Path certificate = Path.of("");

        @Option(names = "--tls-key", paramLabel = "FILE", required = true, description = "PEM of its private key.")
        private Path key = Path.of("");
    }

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of detectors with their cards and evaluations, that of Tamis by default.")
    private @Nullable Path models;

    @Option(
            names = "--models-seen-by-job",
            paramLabel = "URI",
            description =
                    "Where the job's TaskManagers find the same folder, for example s3://models. The same path by default.")
    private @Nullable URI modelsSeenByJob;

    @Option(
            names = "--control-key",
            paramLabel = "FILE",
            description =
                    "PEM of the Ed25519 private key that signs instructions, for a job that was given tamis.control.public-key.")
    private @Nullable Path controlKey;

    @ArgGroup(exclusive = false)
    private @Nullable OpenId openId;

    /** Who logs in elsewhere. */
    static final class OpenId {
        @Option(
                names = "--openid-issuer",
                paramLabel = "URL",
                required = true,
                description =
                        "Lets people log in by OpenID Connect; the client's secret is read from TAMIS_OPENID_SECRET.")
        private URI issuer = URI.create("");

        @Option(
                names = "--openid-client",
                paramLabel = "ID",
                required = true,
                description = "Who the console is there.")
        private String client = "";

        @Option(
                names = "--openid-role-claim",
                paramLabel = "NAME",
                defaultValue = "tamis_role",
                description = "The claim that says viewer, reviewer, lead or admin, ${DEFAULT-VALUE} by default.")
        private String roleClaim = "";
    }

    @Option(names = "--until-input-ends", hidden = true, description = "Ends with the process that started it.")
    private boolean untilInputEnds;

    /** Runs the command. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new ConsoleCli())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    LOG.debug("The console did not start", failure);
                    System.err.println("tamis: the console did not start: " + failure.getMessage());
                    return ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        ConsoleSettings settings = settings();
        try (LocalPostgres local = database == null ? LocalPostgres.start(folder.resolve("postgres")) : null;
                Database opened = local == null ? external() : local.open();
                Console console = Console.start(opened, settings)) {
            print(console, settings);
            awaitEnd();
        }
        return ExitCode.OK;
    }

    private ConsoleSettings settings() throws IOException {
        if (openId != null && publicUrl == null) {
            throw new ParameterException(
                    spec.commandLine(), "--openid-issuer needs --public-url, where browsers come back to");
        }
        return new ConsoleSettings(
                kafka(),
                host,
                port,
                publicUrl,
                tls == null ? null : new TlsFiles(tls.certificate, tls.key),
                lease,
                undoWindow,
                models == null ? Path.of(System.getProperty("tamis.home", ""), "deploy", "models") : models,
                modelsSeenByJob,
                controlKey == null ? null : Files.readString(controlKey),
                openId == null
                        ? null
                        : new OpenIdSettings(
                                openId.issuer,
                                openId.client,
                                System.getenv().getOrDefault("TAMIS_OPENID_SECRET", ""),
                                openId.roleClaim));
    }

    private KafkaConnection kafka() {
        if (kafkaProperties == null) {
            return KafkaConnection.to(bootstrap);
        }
        try {
            return KafkaConnection.to(bootstrap, kafkaProperties);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--kafka-properties cannot be read: " + e);
        }
    }

    private Database external() {
        return Database.open(
                Objects.requireNonNull(database),
                databaseUser,
                System.getenv().getOrDefault("TAMIS_DATABASE_PASSWORD", ""));
    }

    private void print(Console console, ConsoleSettings settings) {
        String address = settings.publicUrl() == null
                ? "%s://%s:%d".formatted(settings.scheme(), host, console.port())
                : settings.publicUrl().toString();
        PrintWriter out = spec.commandLine().getOut();
        console.invitation().ifPresent(path -> out.println("first administrator, once: " + address + path));
        out.println("console: " + address);
        out.flush();
    }

    private void awaitEnd() throws IOException, InterruptedException {
        if (!untilInputEnds) {
            new CountDownLatch(1).await();
        }
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (input.readLine() != null) {
                // Nothing is said.
            }
        }
    }
}
