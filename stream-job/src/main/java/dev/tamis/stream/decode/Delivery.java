package dev.tamis.stream.decode;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.stream.ingest.Submission;
import org.jspecify.annotations.Nullable;

/**
 * A submission as it was delivered, which may be for the second time: one of the three is there.
 *
 * @param decoded its image was read
 * @param rejection its payload is no readable image
 * @param referring its file is elsewhere
 */
public record Delivery(
        @Nullable DecodedSubmission decoded,
        @Nullable ImageRejection rejection,
        @Nullable Submission referring) {
    static Delivery of(DecodedSubmission decoded) {
        return new Delivery(decoded, null, null);
    }

    static Delivery of(ImageRejection rejection) {
        return new Delivery(null, rejection, null);
    }

    static Delivery of(Submission referring) {
        return new Delivery(null, null, referring);
    }

    /** The id of the submission. */
    public String id() {
        if (decoded != null) {
            return decoded.submission().id();
        }
        return rejection != null
                ? rejection.getSubmissionId()
                : requireNonNull(referring).id();
    }
}
