package dev.tamis.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads messages of one type in Avro's single-object encoding (Avro 1.12 specification, "Single-object
 * encoding"): two marker bytes, the 64-bit fingerprint of the writer's schema, the record.
 *
 * <p>The writer's schema is looked up by that fingerprint, so messages of every {@linkplain ReleasedSchemas released
 * version} stay readable without a registry. A platform that has one passes its own {@link SchemaStore}.
 *
 * <p>Not thread-safe.
 *
 * @param <T> the generated record
 */
public final class MessageCodec<T extends SpecificRecord> {
    /** The encoder's buffer is copied once, by {@link #encode}, and not by the encoder as well. */
    private static final boolean LEND_BUFFER = false;

    private final Schema schema;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private MessageCodec(Class<T> type, SchemaStore writers) {
        SpecificData model = new UnsizedSpecificData(SpecificData.getForClass(type));
        this.schema = model.getSchema(type);
        this.encoder = new BinaryMessageEncoder<>(model, schema, LEND_BUFFER);
        this.decoder = new BinaryMessageDecoder<>(model, schema, writers);
    }

    /** Reads messages that were written with this version's schema or with a released one. */
    public static <T extends SpecificRecord> MessageCodec<T> of(Class<T> type) {
        return of(type, ReleasedSchemas.load());
    }

    /** Reads messages that were written with this version's schema or with one that the store knows. */
    public static <T extends SpecificRecord> MessageCodec<T> of(Class<T> type, SchemaStore writers) {
        return new MessageCodec<>(type, writers);
    }

    /** @throws org.apache.avro.AvroRuntimeException where a required field is not set */
    public byte[] encode(T message) {
        try {
            ByteBuffer buffer = encoder.encode(message);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /**
     * @param bytes of any origin
     * @throws UnreadableMessageException where they are no message of this type in a known schema
     */
    public T decode(byte[] bytes) throws UnreadableMessageException {
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            // Avro answers hostile bytes with a dozen kinds of unchecked exceptions; none of them is a bug of ours.
            throw new UnreadableMessageException(
                    "expected an Avro %s in single-object encoding, found %d bytes that are not: %s"
                            .formatted(schema.getName(), bytes.length, e.getMessage()),
                    e);
        }
    }

    /** Gives maps no initial size, since a message's claim of two billion entries costs its sender five bytes. */
    private static final class UnsizedSpecificData extends SpecificData {
        UnsizedSpecificData(SpecificData generated) {
            super(generated.getClassLoader());
            generated.getConversions().forEach(this::addLogicalTypeConversion);
        }

        @Override
        public Object newMap(@Nullable Object old, int size) {
            if (old instanceof Map<?, ?> map) {
                map.clear();
                return map;
            }
            return new HashMap<>();
        }
    }
}
