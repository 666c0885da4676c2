package dev.tamis.console.queue;

import dev.tamis.schemas.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review item in a list.
 *
 * @param score calibrated probability that the image is generated, 0 to 1; null where no network was asked
 * @param priority 0 to 100
 * @param claimedBy who works on it, or decided it; null where nobody does
 * @param finalVerdict what people hold the image to be; null where nobody has said so
 */
public record ItemSummary(
        long id,
        String submissionId,
        String queue,
        ItemState state,
        @Nullable String claimedBy,
        boolean reported,
        int priority,
        @Nullable Double score,
        Verdict verdict,
        String account,
        Instant submittedAt,
        @Nullable Verdict finalVerdict) {}
