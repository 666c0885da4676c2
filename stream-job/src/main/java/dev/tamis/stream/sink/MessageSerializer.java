package dev.tamis.stream.sink;

import dev.tamis.schemas.MessageCodec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** Writes messages as {@link MessageCodec} does. */
final class MessageSerializer<T extends SpecificRecord> implements SerializationSchema<T> {
    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private transient MessageCodec<T> codec;

    MessageSerializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void open(InitializationContext context) {
        codec = MessageCodec.of(type);
    }

    @Override
    public byte[] serialize(T message) {
        return codec.encode(message);
    }
}
