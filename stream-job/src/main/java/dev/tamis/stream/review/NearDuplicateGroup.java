package dev.tamis.stream.review;

import dev.tamis.vision.similarity.PdqHash;

/**
 * Images that look alike.
 *
 * @param first hash of the first one
 * @param lastSeen when the latest came, milliseconds since 1970
 */
public record NearDuplicateGroup(PdqHash first, long lastSeen) {}
