package dev.tamis.console.queue;

import dev.tamis.console.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * A queue and what it takes.
 *
 * @param role who may claim its items, and all above them
 * @param rule null of the queue of escalated items, which takes what people send there
 */
public record QueueRule(String name, Role role, @Nullable RoutingRule rule) {}
