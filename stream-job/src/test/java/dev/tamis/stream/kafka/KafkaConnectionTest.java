package dev.tamis.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
    @Test
    void keepsSecretsToItself() {
        KafkaConnection connection = new KafkaConnection("kafka:9092", Map.of("ssl.key.password", "hunter2"));

        assertThat(connection.toString())
                .contains("kafka:9092", "ssl.key.password")
                .doesNotContain("hunter2");
    }

    @Test
    void whatAClientSetsItselfGoesBefore() {
        KafkaConnection connection =
                new KafkaConnection("kafka:9092", Map.of("acks", "0", "bootstrap.servers", "elsewhere:9092"));

        assertThat(connection.properties(Map.of("acks", "all")))
                .containsEntry("acks", "all")
                .containsEntry("bootstrap.servers", "kafka:9092");
    }
}
