package dev.tamis.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    static List<SpecificRecord> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrote(SpecificRecord message) throws UnreadableMessageException {
        MessageCodec<SpecificRecord> codec = codecOf(message);

        assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
    }

    @Test
    void marksAMessageWithItsSchema() {
        byte[] bytes = MessageCodec.of(ImageSubmission.class).encode(Samples.submission());

        assertThat(Arrays.copyOf(bytes, 2)).containsExactly(0xC3, 0x01);
        assertThat(Arrays.copyOfRange(bytes, 2, 10))
                .isEqualTo(littleEndian(SchemaNormalization.parsingFingerprint64(ImageSubmission.SCHEMA$)));
    }

    @Test
    void refusesAMessageOfAnotherType() {
        byte[] verdict = MessageCodec.of(ImageVerdict.class).encode(Samples.verdict());

        assertThatThrownBy(() -> MessageCodec.of(ImageSubmission.class).decode(verdict))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("expected an Avro ImageSubmission");
    }

    @Test
    void refusesASchemaThatNoStoreKnows() {
        byte[] bytes = MessageCodec.of(ImageSubmission.class).encode(Samples.submission());
        bytes[5] ^= 1;

        assertThatThrownBy(() -> MessageCodec.of(ImageSubmission.class).decode(bytes))
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void readsASchemaThatOnlyThePlatformsStoreKnows() throws UnreadableMessageException {
        SchemaStore.Cache registry = new SchemaStore.Cache();
        registry.addSchema(ImageSubmission.SCHEMA$);
        MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class, registry);

        assertThat(codec.decode(codec.encode(Samples.submission()))).isEqualTo(Samples.submission());
    }

    @Test
    void refusesEveryTruncation() {
        MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
        byte[] bytes = codec.encode(Samples.submission());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut))
                    .as("first %d of %d bytes", length, bytes.length)
                    .isInstanceOf(UnreadableMessageException.class);
        }
    }

    /** Whoever believed the claim would allocate all of it: the JVM of this test has half as much. */
    @Test
    void refusesAPayloadThatClaimsTwoGigabytes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Arrays.copyOf(MessageCodec.of(ImageSubmission.class).encode(Samples.submission()), 10));
        BinaryEncoder body = EncoderFactory.get().directBinaryEncoder(bytes, null);
        body.writeString("id");
        body.writeString("account");
        body.writeLong(0);
        body.writeIndex(1);
        body.writeLong(2_000_000_000);
        body.flush();

        assertThatThrownBy(() -> MessageCodec.of(ImageSubmission.class).decode(bytes.toByteArray()))
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void refusesBytesBehindTheMessage() {
        byte[] bytes = MessageCodec.of(ImageSubmission.class).encode(Samples.submission());

        assertThatThrownBy(() -> MessageCodec.of(ImageSubmission.class).decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("more bytes");
    }

    @Test
    void refusesAMapThatClaimsTwoBillionEntries() throws Exception {
        byte[] head = Arrays.copyOf(MessageCodec.of(ImageSubmission.class).encode(Samples.submission()), 10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head);
        BinaryEncoder body = EncoderFactory.get().directBinaryEncoder(bytes, null);
        body.writeString("id");
        body.writeString("account");
        body.writeLong(0);
        body.writeIndex(0);
        body.writeIndex(0);
        body.writeIndex(0);
        body.writeMapStart();
        body.setItemCount(2_000_000_000);
        body.startItem();
        body.writeString("the only key");
        body.writeString("the only value");
        body.flush();

        assertThatThrownBy(() -> MessageCodec.of(ImageSubmission.class).decode(bytes.toByteArray()))
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void answersMutatedMessagesWithAMessageOrARefusal() {
        long seed = 20261122;
        Random random = new Random(seed);
        MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
        byte[] bytes = codec.encode(Samples.submission());
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] mutated = bytes.clone();
            mutated[10 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt();
            try {
                codec.decode(mutated);
            } catch (UnreadableMessageException e) {
                refused++;
            }
        }
        assertThat(refused).as("refused of 20,000, seed %d", seed).isPositive();
    }

    @SuppressWarnings("unchecked") // the record's own class
    private static MessageCodec<SpecificRecord> codecOf(SpecificRecord message) {
        return MessageCodec.of((Class<SpecificRecord>) message.getClass());
    }

    private static byte[] littleEndian(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }
}
