package dev.tamis.stream.account;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is counted of an account and what it comes to.
 *
 * @param windows times over which verdicts are counted, whole hours, ascending
 */
public record AccountSettings(List<Duration> windows, StrikePolicy strikes) implements Serializable {
    public AccountSettings {
        checkArgument(!windows.isEmpty(), "a window is expected");
        for (Duration window : windows) {
            checkArgument(window.toHours() > 0, "a window must be an hour at least: %s", window);
        }
        windows = windows.stream().sorted().distinct().toList();
    }

    /** How long verdicts are counted at all. */
    Duration longest() {
        return Stream.concat(windows.stream(), Stream.of(strikes.window()))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
