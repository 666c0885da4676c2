package dev.tamis.stream.decide;

import dev.tamis.schemas.ReviewItem;
import dev.tamis.stream.policy.BreakerLimits;

/**
 * An image that an analyst should see.
 *
 * @param item with its verdict inside
 * @param othersBefore verdicts on images that none needs to see, given since the last of these by the same subtask
 * @param breaker how many may be GENERATED
 */
public record Flagged(ReviewItem item, int othersBefore, BreakerLimits breaker) {}
