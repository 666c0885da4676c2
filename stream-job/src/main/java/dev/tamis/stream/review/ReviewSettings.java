package dev.tamis.stream.review;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.io.Serializable;
import java.time.Duration;

/**
 * How flagged images are brought together.
 *
 * @param groups the most groups of near-duplicates that are known at once
 * @param groupMemory how long a group is known after its latest image, by event time
 */
public record ReviewSettings(int groups, Duration groupMemory) implements Serializable {
    public ReviewSettings {
        checkArgument(groups > 0, "groups must be positive: %s", groups);
        checkArgument(groupMemory.toMillis() > 0, "groupMemory must be positive: %s", groupMemory);
    }
}
