package dev.tamis.console.decision;

import dev.tamis.schemas.ReviewDecision;

/**
 * A decision in its place among those that went out.
 *
 * @param position 1 for the first; larger for each that follows, not always by one
 */
public record PositionedDecision(long position, ReviewDecision decision) {}
