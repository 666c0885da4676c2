package dev.tamis.console.decision;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was taken on an item.
 *
 * @param finalVerdict what the image is held to be; null where someone else must decide
 * @param policy the platform's rule that the reason belongs to
 * @param dueAt when it goes out
 * @param undone whether it was taken back
 * @param sent whether it went out
 */
public record DecidedItem(
        UUID id,
        long item,
        Decision decision,
        @Nullable Verdict finalVerdict,
        @Nullable String reason,
        @Nullable String policy,
        @Nullable String note,
        String reviewer,
        Instant decidedAt,
        Instant dueAt,
        boolean undone,
        boolean sent) {}
