package dev.tamis.stream.control;

import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.ingest.RawInstruction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An instruction as someone gives it to jobs.
 *
 * @param control with an id of its own
 */
public record IssuedInstruction(DetectorControl control) {
    /**
     * Names an instruction.
     *
     * @param instruction one of the instructions of {@link DetectorControl}
     * @param issuedBy who gives it
     */
    public static IssuedInstruction of(Object instruction, String issuedBy, Instant issuedAt) {
        return new IssuedInstruction(DetectorControl.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setIssuedAt(issuedAt.truncatedTo(ChronoUnit.MILLIS))
                .setIssuedBy(issuedBy)
                .setInstruction(instruction)
                .build());
    }

    /**
     * What is sent to the topic of instructions.
     *
     * @param privateKey PEM of the Ed25519 key that signs it, where jobs ask for a signature
     * @throws IllegalArgumentException where the text is no such key
     */
    public ProducerRecord<byte[], byte[]> record(Optional<String> privateKey) {
        byte[] value = MessageCodec.of(DetectorControl.class).encode(control);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DETECTOR_CONTROL, control.getId().getBytes(StandardCharsets.UTF_8), value);
        privateKey.ifPresent(
                key -> record.headers().add(RawInstruction.SIGNATURE_HEADER, InstructionSignature.sign(value, key)));
        return record;
    }
}
