package dev.tamis.stream.history;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;

/**
 * Where the history is written.
 *
 * @param folder URI of a folder on one of Flink's file systems
 * @param filesEvery how often the outcomes since the last time become a file of each day
 */
public record HistorySettings(String folder, Duration filesEvery) {
    public HistorySettings {
        checkArgument(!folder.isBlank(), "folder must not be blank");
        checkArgument(filesEvery.toMillis() > 0, "filesEvery must be positive: %s", filesEvery);
    }

    /** How many checkpoints go into a file. */
    int checkpoints(Duration interval) {
        return Math.toIntExact(Math.max(1, filesEvery.toMillis() / interval.toMillis()));
    }
}
