package dev.tamis.console.decision;

import org.jspecify.annotations.Nullable;

/**
 * Why an image is held to be what it is held to be.
 *
 * @param policy the platform's rule that it belongs to; null where there is none
 */
public record Reason(String name, @Nullable String policy) {}
