package dev.tamis.benchmarks.capacity;

import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How evenly Flink spreads keys over subtasks: a key belongs to a group by its hash, and a subtask has a range of groups. Made with
 * Flink's own assignment, of keys that are as submission ids are.
 *
 * @param keys in each group; as many groups as the highest parallelism
 */
record KeyGroups(int[] keys) {
    private static final int KEYS = 1_000_000;

    /** So many groups a slot that one more or less makes little difference. */
    private static final int GROUPS_OF_SLOT = 16;

    private static final int LEAST_GROUPS = 128;

    /** As many groups as go well with a number of slots: a power of two, as Flink's own default is. */
    static int groupsFor(int slots) {
        int enough = Integer.highestOneBit(Math.max(1, slots * GROUPS_OF_SLOT - 1)) << 1;
        return Math.max(LEAST_GROUPS, Math.min(KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM, enough));
    }

    /** A million keys in so many groups. */
    static KeyGroups of(int groups) {
        int[] keys = new int[groups];
        for (int number = 0; number < KEYS; number++) {
            keys[KeyGroupRangeAssignment.assignToKeyGroup("submission-" + number, groups)]++;
        }
        return new KeyGroups(keys);
    }

    /** What the subtask has that has the most, of what they have on average: at least 1. */
    double skew(int subtasks) {
        long most = IntStream.range(0, subtasks)
                .mapToLong(subtask -> keysOf(
                        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(keys.length, subtasks, subtask)))
                .max()
                .orElseThrow();
        return most * (double) subtasks / KEYS;
    }

    private long keysOf(KeyGroupRange range) {
        return IntStream.rangeClosed(range.getStartKeyGroup(), range.getEndKeyGroup())
                .mapToLong(group -> keys[group])
                .sum();
    }
}
