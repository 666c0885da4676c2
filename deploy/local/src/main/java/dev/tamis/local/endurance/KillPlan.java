package dev.tamis.local.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The kills of a run, in the order in which they are due.
 */
public record KillPlan(List<Kill> kills) {
    /** Covers a checkpoint, its interval and the gap between two. */
    private static final Duration LONGEST_DELAY = Duration.ofMillis(1500);

    /** The stream is under load between its first and its last twentieth. */
    private static final int EDGE = 20;

    public KillPlan {
        kills = kills.stream().sorted(Comparator.comparingInt(Kill::outcomes)).toList();
    }

    /**
     * Spreads kills over a stream at random; each target has the same share, but for a remainder.
     *
     * @param kills how many
     * @param submissions how many the stream has
     */
    public static KillPlan of(long seed, int kills, int submissions) {
        Random random = new Random(seed);
        List<KillTarget> targets = new ArrayList<>(IntStream.range(0, kills)
                .mapToObj(kill -> KillTarget.values()[kill % KillTarget.values().length])
                .toList());
        Collections.shuffle(targets, random);
        int first = submissions / EDGE;
        int last = Math.max(first + 1, submissions - submissions / EDGE);
        return new KillPlan(targets.stream()
                .map(target -> new Kill(
                        random.nextInt(first, last),
                        Duration.ofMillis(random.nextLong(LONGEST_DELAY.toMillis())),
                        target,
                        random.nextInt(1 << 16)))
                .toList());
    }
}
