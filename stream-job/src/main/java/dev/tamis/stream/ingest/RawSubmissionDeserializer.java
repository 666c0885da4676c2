package dev.tamis.stream.ingest;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes Kafka records as they are. Never fails, so that no record can stop the source; Flink keeps the timestamp. */
final class RawSubmissionDeserializer implements KafkaRecordDeserializationSchema<RawSubmission> {
    private static final long serialVersionUID = 1;
    private static final byte[] NO_BYTES = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawSubmission> out) {
        byte @Nullable [] value = record.value();
        out.collect(new RawSubmission(
                record.topic(), record.partition(), record.offset(), value == null ? NO_BYTES : value));
    }

    @Override
    public TypeInformation<RawSubmission> getProducedType() {
        return TypeInformation.of(RawSubmission.class);
    }
}
