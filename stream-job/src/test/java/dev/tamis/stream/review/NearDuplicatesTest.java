package dev.tamis.stream.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.similarity.PdqHash;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final PdqHash ONE = new PdqHash(0x1234, 5, -7, 9);
    private static final PdqHash OTHER = new PdqHash(~0x1234, ~5, 7, 9);

    private final NearDuplicates groups = new NearDuplicates(3, DAY);

    @Test
    void putsAnImageToThoseAtMost31BitsAway() {
        int slot = groups.join(ONE, 0);

        assertThat(groups.join(flipped(ONE, 31), 0)).isEqualTo(slot);
        assertThat(groups.join(flipped(ONE, 32), 0)).isNotEqualTo(slot);
        assertThat(groups.group(slot).first()).isEqualTo(ONE);
    }

    @Test
    void putsAnImageToTheNearestGroup() {
        groups.join(ONE, 0);
        int slot = groups.join(flipped(ONE, 40), 0);

        assertThat(groups.join(flipped(ONE, 25), 0)).isEqualTo(slot);
    }

    @Test
    void keepsAGroupAsLongAsImagesCome() {
        int slot = groups.join(ONE, 0);
        groups.join(ONE, DAY.toMillis());

        assertThat(groups.join(ONE, 2 * DAY.toMillis())).isEqualTo(slot);
        assertThat(groups.group(slot).lastSeen()).isEqualTo(2 * DAY.toMillis());
    }

    @Test
    void foundsAGroupAnewAfterItsTime() {
        PdqHash near = flipped(ONE, 3);
        groups.join(ONE, 0);

        assertThat(groups.group(groups.join(near, DAY.toMillis() + 1)).first()).isEqualTo(near);
    }

    @Test
    void letsTheGroupGoThatWasLongestWithoutAnImage() {
        groups.join(flipped(OTHER, 60), 1);
        groups.join(ONE, 2);
        groups.join(OTHER, 3);
        groups.join(flipped(OTHER, 60), 4);

        int slot = groups.join(flipped(OTHER, 120), 5);

        assertThat(slot).isEqualTo(1);
        assertThat(groups.group(groups.join(ONE, 6)).first()).isEqualTo(ONE);
        assertThat(groups.group(groups.join(flipped(OTHER, 60), 7)).first()).isEqualTo(flipped(OTHER, 60));
    }

    @Test
    void goesOnWithTheGroupsOfAnother() {
        groups.join(ONE, 0);
        int slot = groups.join(OTHER, 0);
        NearDuplicates next = new NearDuplicates(1000, DAY);
        for (int i = 0; i < 2; i++) {
            next.put(i, groups.group(i));
        }

        assertThat(next.join(flipped(OTHER, 3), 0)).isEqualTo(slot);
    }

    @Test
    void forgetsGroupsBeyondASmallerCapacity() {
        groups.put(3, new NearDuplicateGroup(ONE, 0));

        assertThat(groups.group(groups.join(flipped(ONE, 3), 0)).first()).isEqualTo(flipped(ONE, 3));
    }

    @Test
    void findsWhatASearchThroughAllFinds() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        NearDuplicates many = new NearDuplicates(5_000, DAY);
        PdqHash[] firsts = new PdqHash[3_000];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            many.put(i, new NearDuplicateGroup(firsts[i], 0));
        }
        for (int i = 0; i < 200; i++) {
            int near = random.nextInt(firsts.length);
            assertThat(many.join(flipped(firsts[near], random.nextInt(32)), 1))
                    .as("seed %d", seed)
                    .isEqualTo(near);
        }
    }

    /** The same hash but for its first so many bits. */
    private static PdqHash flipped(PdqHash hash, int bits) {
        long first = bits < 64 ? (1L << bits) - 1 : -1;
        long second = bits < 64 ? 0 : (1L << (bits - 64)) - 1;
        return new PdqHash(hash.first() ^ first, hash.second() ^ second, hash.third(), hash.fourth());
    }
}
