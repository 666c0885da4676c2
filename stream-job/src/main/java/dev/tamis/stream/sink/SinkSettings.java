package dev.tamis.stream.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where outcomes are written to. Every record that is about a submission is keyed by its id and keeps the timestamp of the
 * submission's record.
 *
 * @param compression Kafka's name of the compression, {@code none} for none
 * @param maxRecord largest record that a producer sends; the topics must allow it
 */
public record SinkSettings(
        KafkaConnection kafka, OutcomeTopics topics, Delivery delivery, String compression, MemorySize maxRecord) {
    /** How long an outcome waits for others that the same checkpoint makes visible, so that fewer requests are sent. */
    private static final Duration TRANSACTION_LINGER = Duration.ofMillis(100);

    public KafkaSink<ImageVerdict> verdicts() {
        return sink(topics.verdicts(), ImageVerdict.class, ImageVerdict::getSubmissionId);
    }

    public KafkaSink<ImageRejection> rejections() {
        return sink(topics.rejections(), ImageRejection.class, ImageRejection::getSubmissionId);
    }

    public KafkaSink<ReviewItem> reviewItems() {
        return sink(topics.reviewItems(), ReviewItem.class, ReviewItem::getSubmissionId);
    }

    public KafkaSink<ControlStatus> controlStatus() {
        return sink(
                topics.controlStatus(),
                ControlStatus.class,
                status -> Objects.requireNonNullElse(status.getInstructionId(), "options"));
    }

    public KafkaSink<ShadowDisagreement> disagreements() {
        return sink(topics.disagreements(), ShadowDisagreement.class, ShadowDisagreement::getSubmissionId);
    }

    public KafkaSink<ModerationAlert> alerts() {
        return sink(
                topics.alerts(), ModerationAlert.class, alert -> alert.getKind().name());
    }

    private <T extends SpecificRecord> KafkaSink<T> sink(
            String topic, Class<T> type, SerializableFunction<T, String> key) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(kafka.properties(producer()))
                .setRecordSerializer(KafkaRecordSerializationSchema.<T>builder()
                        .setTopic(topic)
                        .setKeySerializationSchema(
                                (T message) -> key.apply(message).getBytes(UTF_8))
                        .setValueSerializationSchema(new MessageSerializer<>(type))
                        .build())
                .setDeliveryGuarantee(delivery.guarantee())
                .setTransactionalIdPrefix(delivery.transactionalIdPrefix() + "-" + topic)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }

    private Map<String, String> producer() {
        Map<String, String> properties = new HashMap<>(Map.of(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(delivery.transactionTimeout().toMillis()),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, compression,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(maxRecord.getBytes()),
                // A record larger than the buffer is refused whatever its allowed size.
                ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(2 * maxRecord.getBytes())));
        if (delivery.guarantee() == DeliveryGuarantee.AT_LEAST_ONCE) {
            // Someone waits for each outcome, and not for a checkpoint. What comes while a request is on its way
            // goes together in the next: the more there is to send, the fewer requests an outcome takes.
            properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        } else {
            // Nobody sees an outcome before the checkpoint, which sends what still waits.
            properties.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(TRANSACTION_LINGER.toMillis()));
        }
        return properties;
    }
}
