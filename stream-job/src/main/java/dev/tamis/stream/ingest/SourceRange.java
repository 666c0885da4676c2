package dev.tamis.stream.ingest;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which submissions a job reads: all that come, or, as a backfill, those of a range.
 *
 * @param from the first record of this time or later, by the clock that Kafka's records have; null for where the job is told to
 *     start otherwise
 * @param until where it stops; null for never
 * @param files URI of a folder of Parquet files, which are read in place of the topic; null for the topic
 */
public record SourceRange(
        @Nullable Instant from,
        @Nullable Until until,
        @Nullable String files) {
    public SourceRange {
        checkArgument(files == null || (from == null && until == null), "files have neither from nor until");
        checkArgument(
                from == null || until == null || until.instant() == null || from.isBefore(until.instant()),
                "from must be before until");
    }

    /** Whether the job is a backfill, which ends by itself. */
    public boolean isBounded() {
        return until != null || files != null;
    }
}
