package dev.tamis.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.StopShadow;
import dev.tamis.stream.ingest.RawInstruction;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionReaderTest {
    private static final String SHA256 = "a".repeat(64);

    private final KeyPair keys = keys();
    private final InstructionReader open = new InstructionReader(null);
    private final InstructionReader guarded = new InstructionReader(new InstructionSignature(pem(keys, true)));

    @Test
    void readsAnInstruction() {
        DetectorControl control = control("c", new StopShadow());

        assertThat(open.read(raw(bytes(control), null))).isEqualTo(ExaminedInstruction.of(control));
    }

    @Test
    void obeysTheOwnerOfTheKey() {
        byte[] value = bytes(control("c", new StopShadow()));

        ExaminedInstruction read = guarded.read(raw(value, InstructionSignature.sign(value, pem(keys, false))));

        assertThat(read.refusal()).isNull();
        assertThat(read.id()).isEqualTo("c");
    }

    @Test
    void obeysNobodyWithoutASignature() {
        ExaminedInstruction read = guarded.read(raw(bytes(control("c", new StopShadow())), null));

        assertThat(read.control()).isNull();
        assertThat(read.id()).as("nothing that it says is believed").isEqualTo("control-0-7");
        assertThat(read.refusal()).contains("tamis-signature");
    }

    @Test
    void obeysNobodyElse() {
        byte[] value = bytes(control("c", new StopShadow()));
        byte[] ofAnother = InstructionSignature.sign(value, pem(keys(), false));

        assertThat(guarded.read(raw(value, ofAnother)).refusal()).contains("not that of the key");
        assertThat(guarded.read(raw(value, new byte[] {1, 2, 3})).refusal()).contains("not that of the key");
        assertThat(guarded.read(raw(value, new byte[64])).refusal()).contains("not that of the key");
    }

    @Test
    void seesThatASignedInstructionWasChanged() {
        byte[] value = bytes(control("c", new PromoteDetector("s3://models/a.onnx", SHA256)));
        byte[] signature = InstructionSignature.sign(value, pem(keys, false));
        byte[] forged = bytes(control("c", new PromoteDetector("s3://models/b.onnx", SHA256)));

        assertThat(guarded.read(raw(forged, signature)).refusal()).contains("not that of the key");
    }

    @Test
    void refusesRubbish() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] value = new byte[random.nextInt(200)];
            random.nextBytes(value);

            assertThat(open.read(raw(value, null)).refusal()).contains("DetectorControl");
        }
    }

    @Test
    void refusesADamagedInstruction() {
        byte[] whole = bytes(control("c", new PromoteDetector("s3://models/a.onnx", SHA256)));
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            byte[] value = whole.clone();
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));

            assertThat(open.read(raw(value, null))).isNotNull(); // never an exception that stops the job
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',          engineer, s3://m/a.onnx, 64, an id of 1 to 256",
        "c,           '',       s3://m/a.onnx, 64, an issuedBy of 1 to 256",
        "c,           engineer, ' ',           64, a URI of 1 to 4096",
        "c,           engineer, s3://m/a.onnx, 63, a SHA-256 of 64",
    })
    void refusesFieldsThatBreakTheirContract(String id, String issuedBy, String uri, int digits, String why) {
        DetectorControl control = DetectorControl.newBuilder(control(id, new PromoteDetector(uri, "a".repeat(digits))))
                .setIssuedBy(issuedBy)
                .build();

        assertThat(open.read(raw(bytes(control), null)).refusal()).contains(why);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String tooLong = "n".repeat(257);

        assertThat(open.read(raw(bytes(control(tooLong, new StopShadow())), null))
                        .refusal())
                .contains("an id");
        assertThat(open.read(raw(bytes(control("c", new PromoteDetector("x".repeat(4_097), SHA256))), null))
                        .refusal())
                .contains("a URI");
    }

    @Test
    void acceptsNoKeyThatIsNone() {
        assertThatThrownBy(() -> new InstructionSignature("no key")).hasMessageContaining("Ed25519 public key");
        assertThatThrownBy(() -> InstructionSignature.sign(new byte[1], pem(keys, true)))
                .hasMessageContaining("Ed25519 private key");
    }

    private static DetectorControl control(String id, Object instruction) {
        return DetectorControl.newBuilder()
                .setId(id)
                .setIssuedAt(Instant.EPOCH)
                .setIssuedBy("engineer")
                .setInstruction(instruction)
                .build();
    }

    private static byte[] bytes(DetectorControl control) {
        return MessageCodec.of(DetectorControl.class).encode(control);
    }

    private static RawInstruction raw(byte[] value, byte @Nullable [] signature) {
        return new RawInstruction("control", 0, 7, value, signature);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static String pem(KeyPair keys, boolean isPublic) {
        byte[] key = (isPublic ? keys.getPublic() : keys.getPrivate()).getEncoded();
        String kind = isPublic ? "PUBLIC" : "PRIVATE";
        return "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(key), kind);
    }
}
