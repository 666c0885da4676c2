package dev.tamis.stream.ingest;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads records of the submissions topic and checks the contract of their fields.
 *
 * <p>Everything but the payload may take {@value #MAX_ENVELOPE_BYTES} bytes of a record, so that what is written of a
 * submission, its review item above all, is not much larger than its payload. Not thread-safe.
 */
final class SubmissionReader {
    static final int MAX_NAME_LENGTH = 256;
    static final int MAX_ENVELOPE_BYTES = 64 << 10;

    /** What a record turned out to be. */
    sealed interface Reading {
        /** A submission that can be judged. */
        record Accepted(Submission submission) implements Reading {}

        /** Anything else. */
        record Rejected(ImageRejection rejection) implements Reading {}
    }

    private record Defect(RejectionReason reason, String detail) {}

    private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
    private final Clock clock;
    private final boolean references;
    private final boolean reported;

    /**
     * @param references whether a submission may carry a reference in place of its payload
     * @param reported whether a person reported the images
     */
    SubmissionReader(Clock clock, boolean references, boolean reported) {
        this.clock = clock;
        this.references = references;
        this.reported = reported;
    }

    Reading read(RawSubmission raw) {
        ImageSubmission message;
        try {
            message = codec.decode(raw.value());
        } catch (UnreadableMessageException e) {
            return rejected(
                    raw,
                    new Defect(RejectionReason.NOT_A_SUBMISSION, requireNonNull(e.getMessage())),
                    Optional.empty());
        }
        return defect(raw, message)
                .map(defect -> rejected(raw, defect, Optional.of(message)))
                .orElseGet(() -> new Reading.Accepted(new Submission(raw.position(), message, reported)));
    }

    private Optional<Defect> defect(RawSubmission raw, ImageSubmission message) {
        if (!isId(message.getId())) {
            return invalid("an id of 1 to %d characters is expected, found %d"
                    .formatted(MAX_NAME_LENGTH, message.getId().length()));
        }
        if (!isAccount(message.getAccount())) {
            return invalid("an account of at most %d characters is expected, found %d"
                    .formatted(MAX_NAME_LENGTH, message.getAccount().length()));
        }
        Optional<ByteBuffer> payload = Optional.ofNullable(message.getPayload());
        boolean referenced = message.getReference() != null;
        if (payload.isPresent() == referenced) {
            return invalid("either payload or reference is expected, found " + (referenced ? "both" : "neither"));
        }
        if (referenced && !references) {
            return Optional.of(new Defect(
                    RejectionReason.REFERENCE_UNSUPPORTED, "a payload is expected, found a reference alone"));
        }
        int envelope = raw.value().length - payload.map(ByteBuffer::remaining).orElse(0);
        if (envelope > MAX_ENVELOPE_BYTES) {
            return invalid("at most %d bytes beside the payload are expected, found %d"
                    .formatted(MAX_ENVELOPE_BYTES, envelope));
        }
        return Optional.empty();
    }

    private static Optional<Defect> invalid(String detail) {
        return Optional.of(new Defect(RejectionReason.INVALID_SUBMISSION, detail));
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_NAME_LENGTH;
    }

    private static boolean isAccount(String account) {
        return account.length() <= MAX_NAME_LENGTH;
    }

    /** Names the submission as far as its own fields can be used. */
    private Reading rejected(RawSubmission raw, Defect defect, Optional<ImageSubmission> message) {
        ImageRejection.Builder rejection = ImageRejection.newBuilder()
                .setSubmissionId(message.map(ImageSubmission::getId)
                        .filter(SubmissionReader::isId)
                        .orElseGet(raw::id))
                .setRejectedAt(clock.instant())
                .setPosition(raw.position())
                .setReason(defect.reason())
                .setDetail(defect.detail());
        message.map(ImageSubmission::getSubmittedAt).ifPresent(rejection::setSubmittedAt);
        message.map(ImageSubmission::getAccount)
                .filter(SubmissionReader::isAccount)
                .ifPresent(rejection::setAccount);
        return new Reading.Rejected(rejection.build());
    }
}
