package dev.tamis.stream.reference;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.ingest.Submission;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading a reference.
 *
 * @param submission with the file's bytes where they were read
 * @param reason why they were not; null where they were
 * @param detail the same for a person, empty where they were
 * @param again whether another try may read them
 */
public record ReferenceReading(
        Submission submission, @Nullable RejectionReason reason, String detail, boolean again) {
    static ReferenceReading read(Submission submission) {
        return new ReferenceReading(submission, null, "", false);
    }

    static ReferenceReading failed(Submission submission, RejectionReason reason, String detail) {
        return new ReferenceReading(submission, reason, detail, false);
    }

    static ReferenceReading unreachable(Submission submission, String detail) {
        return new ReferenceReading(submission, RejectionReason.REFERENCE_UNREACHABLE, detail, true);
    }
}
