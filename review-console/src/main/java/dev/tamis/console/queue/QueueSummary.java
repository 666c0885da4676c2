package dev.tamis.console.queue;

import dev.tamis.console.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a list.
 *
 * @param role who may claim its items, and all above them
 * @param open items to be claimed, at most {@link WorkQueue#COUNTED}
 * @param oldest when the first of these was submitted, null where there is none
 */
public record QueueSummary(
        String name, Role role, int open, @Nullable Instant oldest) {}
