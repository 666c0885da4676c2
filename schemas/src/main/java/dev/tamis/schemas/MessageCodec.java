package dev.tamis.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
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

    /** Two marker bytes and the fingerprint. */
    private static final int HEADER_BYTES = 10;

    private static final int FINGERPRINT_AT = 2;

    private final Schema schema;
    private final long schemaFingerprint;
    private final SchemaStore writers;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private MessageCodec(Class<T> type, SchemaStore writers) {
        SpecificData model = new UnsizedSpecificData(SpecificData.getForClass(type));
        this.schema = model.getSchema(type);
        this.schemaFingerprint = SchemaNormalization.parsingFingerprint64(schema);
        this.writers = writers;
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
            requireWhole(bytes);
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            // Avro answers hostile bytes with a dozen kinds of unchecked exceptions; none of them is a bug of ours.
            throw new UnreadableMessageException(
                    "expected an Avro %s in single-object encoding, found %d bytes that are not: %s"
                            .formatted(schema.getName(), bytes.length, e.getMessage()),
                    e);
        }
    }

    /**
     * Walks the body without keeping anything, since the decoder would allocate whatever length a field claims: two
     * gigabytes for a message of 31 bytes. What has no header, or one that no store knows, is left to the decoder.
     */
    private void requireWhole(byte[] bytes) throws IOException {
        if (bytes.length < HEADER_BYTES) {
            return;
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(FINGERPRINT_AT);
        Schema writer = fingerprint == schemaFingerprint ? schema : writers.findByFingerprint(fingerprint);
        if (writer == null) {
            return;
        }
        BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
        GenericDatumReader.skip(writer, body);
        if (!body.isEnd()) {
            throw new IOException("more bytes than the record has");
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
