package dev.tamis.stream.known;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;

/**
 * How long the job remembers, by the clock of its tasks.
 *
 * @param deliveries how long a submission's id is known, so that a further delivery gives no second outcome
 * @param decisions how long an analyst's decision holds for further copies of its image
 */
public record MemorySettings(Duration deliveries, Duration decisions) {
    public MemorySettings {
        checkArgument(deliveries.toMillis() > 0, "deliveries must be positive: %s", deliveries);
        checkArgument(decisions.toMillis() > 0, "decisions must be positive: %s", decisions);
    }
}
