package dev.tamis.console.queue;

import java.time.Instant;

/** What a user of the platform said against an image. */
public record Report(String reporter, String text, Instant reportedAt) {}
