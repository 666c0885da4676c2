package dev.tamis.stream.account;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.AccountStanding;
import java.io.Serializable;
import java.time.Duration;

/**
 * How an account stands by its strikes: uploads that were found GENERATED.
 *
 * @param window strikes count for so long, whole hours
 * @param watchedFrom so many strikes make an account WATCHED
 * @param restrictedFrom so many make it RESTRICTED
 */
public record StrikePolicy(Duration window, int watchedFrom, int restrictedFrom) implements Serializable {
    public StrikePolicy {
        checkArgument(window.toHours() > 0, "window must be an hour at least: %s", window);
        checkArgument(watchedFrom > 0, "watchedFrom must be positive: %s", watchedFrom);
        checkArgument(
                restrictedFrom >= watchedFrom,
                "restrictedFrom must not be below watchedFrom, %s: %s",
                watchedFrom,
                restrictedFrom);
    }

    AccountStanding standing(int strikes) {
        if (strikes >= restrictedFrom) {
            return AccountStanding.RESTRICTED;
        }
        return strikes >= watchedFrom ? AccountStanding.WATCHED : AccountStanding.GOOD;
    }
}
