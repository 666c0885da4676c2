package dev.tamis.local.endurance;

import java.time.Duration;

/**
 * One kill of a run.
 *
 * @param outcomes so many submissions have their outcome when it is due
 * @param delay from then on; outcomes appear when a checkpoint completes, and not every kill should come at that moment
 * @param target what is killed
 * @param choice chooses among several of its kind
 */
public record Kill(int outcomes, Duration delay, KillTarget target, int choice) {
    public Kill {
        if (outcomes < 0 || delay.isNegative() || choice < 0) {
            throw new IllegalArgumentException("%d outcomes, delay %s, choice %d".formatted(outcomes, delay, choice));
        }
    }
}
