package dev.tamis.console.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as pages show them. */
public final class Times {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** A moment, to the second. */
    public static String of(Instant moment) {
        return FORMAT.format(moment);
    }

    /** How long ago a moment was, in its largest unit. */
    public static String ago(Instant moment) {
        Duration passed = Duration.between(moment, Instant.now());
        if (passed.toDays() > 0) {
            return passed.toDays() + " d ago";
        }
        if (passed.toHours() > 0) {
            return passed.toHours() + " h ago";
        }
        return passed.toMinutes() > 0 ? passed.toMinutes() + " min ago" : "just now";
    }

    /** So many seconds, in a unit that fits; empty where there are none. */
    public static String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return "";
        }
        Duration time = Duration.ofMillis(Math.round(1000 * seconds));
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
