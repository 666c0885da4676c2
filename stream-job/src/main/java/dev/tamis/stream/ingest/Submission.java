package dev.tamis.stream.ingest;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.StreamPosition;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A submission whose fields keep their contract.
 *
 * @param position where it stood in its topic
 * @param message what the platform sent
 * @param reported whether a person reported the image
 */
public record Submission(StreamPosition position, ImageSubmission message, boolean reported) {
    public String id() {
        return message.getId();
    }

    /** Whether the image file is elsewhere and was not read yet. */
    public boolean isReferring() {
        return message.getPayload() == null;
    }

    /** The image file's bytes, copied; to be asked of one that is not {@linkplain #isReferring referring}. */
    public byte[] payload() {
        ByteBuffer payload = message.getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    /**
     * The rejection of this submission.
     *
     * @param detail what was expected and what was found, for a person; nothing of the payload
     */
    public ImageRejection rejection(RejectionReason reason, String detail, Instant at) {
        return ImageRejection.newBuilder()
                .setSubmissionId(message.getId())
                .setAccount(message.getAccount())
                .setSubmittedAt(message.getSubmittedAt())
                .setRejectedAt(at)
                .setPosition(position)
                .setReason(reason)
                .setDetail(detail)
                .build();
    }
}
