package dev.tamis.stream.ingest;

import java.time.Instant;
import org.apache.flink.streaming.api.TimerService;

/** The time of the stream: when each upload reached the platform, as the platform says. */
public final class EventTime {
    private EventTime() {}

    /** When a submission took place; no later than now, lest one wrong clock hide all that follows. */
    public static Instant of(Instant submittedAt, TimerService clock) {
        Instant now = Instant.ofEpochMilli(clock.currentProcessingTime());
        return submittedAt.isAfter(now) ? now : submittedAt;
    }
}
