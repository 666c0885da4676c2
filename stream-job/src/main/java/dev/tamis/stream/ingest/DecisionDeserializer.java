package dev.tamis.stream.ingest;

import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.UnreadableMessageException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads decisions and leaves out what is none, so that no record can stop the source. Counts {@code unreadableDecisions}. */
final class DecisionDeserializer implements KafkaRecordDeserializationSchema<ReviewDecision> {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(DecisionDeserializer.class);

    private transient MessageCodec<ReviewDecision> codec;
    private transient Counter unreadable;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        codec = MessageCodec.of(ReviewDecision.class);
        unreadable = context.getMetricGroup().counter("unreadableDecisions");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ReviewDecision> out) {
        byte @Nullable [] value = record.value();
        if (value == null) { // a tombstone of a compacted topic
            return;
        }
        try {
            out.collect(codec.decode(value));
        } catch (UnreadableMessageException e) {
            unreadable.inc();
            LOGGER.warn(
                    "No review decision at {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    @Override
    public TypeInformation<ReviewDecision> getProducedType() {
        return TypeInformation.of(ReviewDecision.class);
    }
}
