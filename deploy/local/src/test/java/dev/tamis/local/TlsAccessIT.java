package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes a client's name from its certificate, as {@code deploy/kafka/broker-tls.properties} says. */
class TlsAccessIT {
    private static SecuredKafka kafka;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka = SecuredKafka.tls(folder);
        kafka.add(SecuredKafka.ADMIN);
        kafka.add("ops");
        CommandRun run = kafka.run(SecuredKafka.ADMIN, "topics", "--principal", "operator=User:ops", "--apply");
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoHasARoleDoesWhatItMayAndNoMore(@TempDir Path folder) throws Exception {
        CommandRun status = kafka.run("ops", "control", "status");
        assertThat(status.exitCode()).as(status.errors()).isZero();
        assertThat(status.output()).contains("no job has said anything yet");

        CommandRun decisions = kafka.run("ops", "decisions", "--out", folder);
        assertThat(decisions.exitCode()).isEqualTo(1);
        assertThat(decisions.errors())
                .contains("TopicAuthorizationException: Not authorized to access topics: [review-decisions]");

        CommandRun topics = kafka.run("ops", "topics", "--apply");
        assertThat(topics.exitCode()).isEqualTo(1);
        assertThat(topics.errors()).contains("AuthorizationException");
    }

    @Test
    void whoHasNoCertificateIsTurnedAway(@TempDir Path folder) throws Exception {
        String withoutKey = Files.readString(kafka.client("ops")).replaceAll("ssl.keystore[^\n]*", "");

        CommandRun run =
                kafka.run(Files.writeString(folder.resolve("client.properties"), withoutKey), "control", "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("cannot be used: SSL");
    }
}
