package dev.tamis.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class KeyGroupsTest {
    @Test
    void aSlotWithOneGroupMoreHasMoreKeys() {
        // 128 groups on 85 slots: some have two, on average they have 1.5.
        assertThat(KeyGroups.of(128).skew(85)).isCloseTo(2 * 85 / 128.0, within(0.03));
    }

    @Test
    void manyGroupsASlotSpreadKeysEvenly() {
        int slots = 85;

        assertThat(KeyGroups.of(KeyGroups.groupsFor(slots)).skew(slots)).isBetween(1.0, 1.08);
    }

    @Test
    void oneSlotHasAllKeys() {
        assertThat(KeyGroups.of(128).skew(1)).isEqualTo(1);
    }

    @Test
    void hasAsManyGroupsAsFlinkAllows() {
        assertThat(KeyGroups.groupsFor(1)).isEqualTo(128);
        assertThat(KeyGroups.groupsFor(12)).isEqualTo(256);
        assertThat(KeyGroups.groupsFor(16)).isEqualTo(256);
        assertThat(KeyGroups.groupsFor(30_000)).isEqualTo(32_768);
    }
}
