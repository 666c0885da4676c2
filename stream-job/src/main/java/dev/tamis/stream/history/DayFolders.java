package dev.tamis.stream.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A folder for each day, {@code day=2026-11-22}: the day of the submission in UTC, no later than now, lest one wrong clock fill the
 * years to come.
 *
 * @param time of the submission
 */
record DayFolders<T>(SerializableFunction<T, Instant> time) implements BucketAssigner<T, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getBucketId(T outcome, Context context) {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        Instant at = time.apply(outcome);
        return "day=" + LocalDate.ofInstant(at.isAfter(now) ? now : at, ZoneOffset.UTC);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
