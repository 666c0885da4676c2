package dev.tamis.stream.ingest;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Takes records of the control topic as they are. Never fails, so that no record can stop the source. */
final class InstructionDeserializer implements KafkaRecordDeserializationSchema<RawInstruction> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawInstruction> out) {
        byte @Nullable [] value = record.value();
        if (value != null) { // or a tombstone of a compacted topic
            Header signature = record.headers().lastHeader(RawInstruction.SIGNATURE_HEADER);
            out.collect(new RawInstruction(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    value,
                    signature == null ? null : signature.value()));
        }
    }

    @Override
    public TypeInformation<RawInstruction> getProducedType() {
        return TypeInformation.of(RawInstruction.class);
    }
}
