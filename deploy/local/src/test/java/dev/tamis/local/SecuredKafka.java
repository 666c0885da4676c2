package dev.tamis.local;

import dev.tamis.local.stack.LocalBroker;
import dev.tamis.stream.kafka.KafkaConnection;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker that asks its clients who they are and refuses what is not allowed, configured by the examples in {@code deploy/kafka}:
 * what they expect in {@code /etc} is in a folder of the test.
 */
final class SecuredKafka implements AutoCloseable {
    /** As the examples name them. */
    static final String ADMIN = "admin";

    private static final String BROKER = "broker";
    private static final int ITERATIONS = 4096;

    private final Path folder;
    private final String kind;
    private final TestCertificates certificates;
    private final LocalBroker broker;

    private SecuredKafka(Path folder, String kind) throws Exception {
        this.folder = folder;
        this.kind = kind;
        this.certificates = new TestCertificates(folder);
        certificates.writeAuthority(folder.resolve("etc/kafka/tls/ca.pem"));
        certificates.issue(BROKER, folder.resolve("etc/kafka/tls/broker.pem"));
        Files.writeString(folder.resolve("etc/kafka/secrets.properties"), "broker.password=" + password(BROKER));
        Path data = folder.resolve("broker");
        if (kind.equals("sasl")) {
            format(data);
        }
        broker = LocalBroker.launch(data, 0, example("broker-" + kind, "/etc/kafka", folder.resolve("etc/kafka")));
        broker.awaitReady();
    }

    /** Asks for names and passwords. */
    static SecuredKafka sasl(Path folder) throws Exception {
        return new SecuredKafka(folder, "sasl");
    }

    /** Asks for certificates. */
    static SecuredKafka tls(Path folder) throws Exception {
        return new SecuredKafka(folder, "tls");
    }

    /** What {@code kafka-storage.sh format --add-scram} does. */
    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId("dGFtaXMtbG9jYWwtMDAwMA")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.resolve("data").toString()))
                .setScramArguments(List.of(scram(BROKER), scram(ADMIN)))
                .setPrintStream(System.err)
                .run();
    }

    private static String scram(String name) {
        return "SCRAM-SHA-512=[name=%s,password=%s]".formatted(name, password(name));
    }

    private static String password(String name) {
        return name + "-knows-7";
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Lets someone in, by a password or by a certificate, who may do nothing yet. */
    void add(String name) throws Exception {
        if (kind.equals("tls")) {
            certificates.issue(name, etc(name).resolve("tls/client.pem"));
            return;
        }
        try (Admin admin = Admin.create(connection(ADMIN).properties(Map.of()))) {
            ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, info, password(name))))
                    .all()
                    .get();
        }
    }

    /** The file of properties of someone's clients. */
    Path client(String name) throws Exception {
        return client(name, password(name));
    }

    Path client(String name, String password) throws Exception {
        Path etc = Files.createDirectories(etc(name));
        certificates.writeAuthority(etc.resolve("tls/ca.pem"));
        Files.writeString(
                etc.resolve("secrets.properties"), "kafka.user=%s%nkafka.password=%s%n".formatted(name, password));
        Path file = etc.resolve("client.properties");
        Files.writeString(file, text("client-" + kind, "/etc/tamis", etc));
        return file;
    }

    KafkaConnection connection(String name) throws Exception {
        return new KafkaConnection(
                bootstrapServers(),
                Utils.propsToStringMap(Utils.loadProps(client(name).toString())));
    }

    /** Runs a command as someone. */
    CommandRun run(String name, Object... arguments) throws Exception {
        return run(client(name), arguments);
    }

    /** Runs a command with the properties of a file. */
    CommandRun run(Path properties, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", bootstrapServers(), "--kafka-properties", properties));
        return CommandRun.of(all.toArray());
    }

    private Path etc(String name) {
        return folder.resolve("etc").resolve(name);
    }

    private static Map<String, String> example(String name, String from, Path to) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text(name, from, to)));
        return new HashMap<>(Utils.propsToStringMap(properties));
    }

    private static String text(String name, String from, Path to) throws IOException {
        Path example = Path.of("..", "kafka", name + ".properties");
        return Files.readString(example).replace(from, to.toString());
    }

    @Override
    public void close() {
        broker.close();
    }
}
