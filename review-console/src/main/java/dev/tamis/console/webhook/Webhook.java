package dev.tamis.console.webhook;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A system that is told of decisions.
 *
 * @param nextPosition of the decision that it is told next
 * @param failures calls in vain since the last that it answered
 * @param problem why the last call was in vain; null where it was not
 * @param calledAt null where it was never called
 */
public record Webhook(
        long id,
        URI url,
        String addedBy,
        long nextPosition,
        int failures,
        @Nullable String problem,
        @Nullable Instant calledAt) {}
