package dev.tamis.console.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesPropertiesOfAFileButForWhatAClientItselfSets() throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.properties"),
                "bootstrap.servers=elsewhere:1\nsecurity.protocol=SASL_SSL\nisolation.level=read_uncommitted\n");

        assertThat(KafkaConnection.to("kafka:9093", file).properties(Map.of("isolation.level", "read_committed")))
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("isolation.level", "read_committed"));
    }

    @Test
    void tellsNoValueOfAProperty() {
        KafkaConnection connection =
                new KafkaConnection("kafka:9093", Map.of("sasl.jaas.config", "Login required password=\"secret\";"));

        assertThat(connection.toString()).contains("sasl.jaas.config").doesNotContain("secret");
    }
}
