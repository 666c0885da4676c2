package dev.tamis.console.decision;

import java.time.Instant;

/**
 * An appeal that was answered.
 *
 * @param statement what the person said who was decided against
 * @param granted whether the decision was changed
 */
public record Appeal(String statement, boolean granted, String answer, String answeredBy, Instant answeredAt) {}
