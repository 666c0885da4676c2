package dev.tamis.stream.control;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.ShadowDetector;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.ingest.RawInstruction;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of the control topic and checks their signature and the contract of their fields. Not thread-safe. */
final class InstructionReader {
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_URI_LENGTH = 4_096;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final MessageCodec<DetectorControl> codec = MessageCodec.of(DetectorControl.class);
    private final @Nullable InstructionSignature signature;

    /** @param signature whose signature every instruction must have; null where none needs one */
    InstructionReader(@Nullable InstructionSignature signature) {
        this.signature = signature;
    }

    ExaminedInstruction read(RawInstruction raw) {
        Optional<String> forged = forged(raw);
        if (forged.isPresent()) { // nothing that it says is believed, its id neither
            return ExaminedInstruction.refused(raw.id(), forged.get());
        }
        DetectorControl control;
        try {
            control = codec.decode(raw.value());
        } catch (UnreadableMessageException e) {
            return ExaminedInstruction.refused(raw.id(), requireNonNull(e.getMessage()));
        }
        if (!isName(control.getId())) {
            return ExaminedInstruction.refused(
                    raw.id(), "an id of 1 to %d characters is expected".formatted(MAX_NAME_LENGTH));
        }
        return defect(control)
                .map(defect -> ExaminedInstruction.refused(control.getId(), defect))
                .orElseGet(() -> ExaminedInstruction.of(control));
    }

    /** The file that an instruction is about, where it is about one. */
    static Optional<DetectorReference> file(DetectorControl control) {
        if (control.getInstruction() instanceof PromoteDetector promote) {
            return Optional.of(new DetectorReference(promote.getUri(), promote.getSha256()));
        }
        if (control.getInstruction() instanceof ShadowDetector shadow) {
            return Optional.of(new DetectorReference(shadow.getUri(), shadow.getSha256()));
        }
        return Optional.empty();
    }

    /** What an instruction asks for, for a person. */
    static String described(DetectorControl control) {
        SpecificRecord instruction = (SpecificRecord) control.getInstruction();
        String fields = instruction.getSchema().getFields().stream()
                .filter(field -> instruction.get(field.pos()) != null)
                .map(field -> field.name() + " " + instruction.get(field.pos()))
                .collect(Collectors.joining(", "));
        return "%s by %s: %s".formatted(instruction.getSchema().getName(), control.getIssuedBy(), fields);
    }

    private Optional<String> forged(RawInstruction raw) {
        if (signature == null) {
            return Optional.empty();
        }
        if (raw.signature() == null) {
            return Optional.of("a signature is expected in the header " + RawInstruction.SIGNATURE_HEADER);
        }
        return signature.holds(raw.value(), raw.signature())
                ? Optional.empty()
                : Optional.of("the signature is not that of the key that this job knows");
    }

    private static Optional<String> defect(DetectorControl control) {
        if (!isName(control.getIssuedBy())) {
            return Optional.of("an issuedBy of 1 to %d characters is expected".formatted(MAX_NAME_LENGTH));
        }
        Optional<DetectorReference> file = file(control);
        if (file.isPresent()) {
            if (file.get().uri().isBlank() || file.get().uri().length() > MAX_URI_LENGTH) {
                return Optional.of("a URI of 1 to %d characters is expected".formatted(MAX_URI_LENGTH));
            }
            if (!SHA256.matcher(requireNonNull(file.get().sha256())).matches()) {
                return Optional.of("a SHA-256 of 64 lower-case hexadecimal digits is expected");
            }
        }
        return Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME_LENGTH;
    }
}
