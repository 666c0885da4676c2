package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.local.decision.TestDecisions;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedRecordsIT {
    private static final MessageCodec<ReviewDecision> CODEC = MessageCodec.of(ReviewDecision.class);
    private static final int DECISIONS = 60;

    /** Together more than a consumer fetches ahead. */
    private static final String LONG_NOTE = "n".repeat(200_000);

    @TempDir
    private Path folder;

    @Test
    void givesUpWhereTheBrokerDiesWhileReading() throws InterruptedException {
        List<ReviewDecision> read = new ArrayList<>();
        try (LocalBroker broker = LocalBroker.start(folder)) {
            fill(broker.bootstrapServers());
            CommittedRecords records = new CommittedRecords(broker.bootstrapServers(), Duration.ofSeconds(3));

            assertThatThrownBy(() -> records.forEach(Topics.REVIEW_DECISIONS, CODEC, decision -> {
                        broker.kill();
                        read.add(decision);
                    }))
                    .isInstanceOf(UnusableKafkaException.class)
                    .hasMessageContaining(broker.bootstrapServers())
                    .hasMessageContaining("before the end of the topic");
        }
        assertThat(read).hasSizeBetween(1, DECISIONS - 1);
    }

    private static void fill(String bootstrapServers) throws InterruptedException {
        LocalTopics.create(bootstrapServers);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < DECISIONS; i++) {
                ReviewDecision decision =
                        TestDecisions.decision(Decision.CONFIRMED, Verdict.GENERATED, Verdict.GENERATED);
                decision.setNote(LONG_NOTE);
                producer.send(new ProducerRecord<>(Topics.REVIEW_DECISIONS, CODEC.encode(decision)));
            }
        }
    }
}
