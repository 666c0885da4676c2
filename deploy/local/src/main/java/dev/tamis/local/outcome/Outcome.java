package dev.tamis.local.outcome;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import java.time.Duration;
import java.time.Instant;

/** What became of one submission. */
public sealed interface Outcome {
    String submissionId();

    /** When a reader of committed records first saw it. */
    Instant seenAt();

    /** A verdict. */
    record Judged(ImageVerdict verdict, Instant seenAt) implements Outcome {
        @Override
        public String submissionId() {
            return verdict.getSubmissionId();
        }

        /** Whether an analyst is to see the image. */
        public boolean flagged() {
            return verdict.getReviewItem() != null;
        }

        /** Whether the submission raised a review item of its own. */
        public boolean raisedItem() {
            return submissionId().equals(verdict.getReviewItem());
        }

        /** From the submission to the moment that the verdict could be read. */
        public Duration delay() {
            return Duration.between(verdict.getSubmittedAt(), seenAt);
        }
    }

    /** A rejection. */
    record Rejected(ImageRejection rejection, Instant seenAt) implements Outcome {
        @Override
        public String submissionId() {
            return rejection.getSubmissionId();
        }
    }
}
