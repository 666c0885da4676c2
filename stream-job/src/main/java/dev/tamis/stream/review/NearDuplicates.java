package dev.tamis.stream.review;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.vision.similarity.PdqHash;
import java.time.Duration;
import java.util.Arrays;

/**
 * Groups images that look alike. An image joins the group whose first image is nearest to it, at most
 * {@link PdqHash#SAME} bits away; one that has none founds a group. Pure.
 *
 * <p>The hashes of the first images stand in slots that are searched one after the other. When all slots are taken, a new
 * group takes that of the group which was longest without a new image.
 */
final class NearDuplicates {
    private static final int PARTS = 4;
    private static final int NONE = -1;

    private final long memoryMillis;
    private long[] hashes = new long[0];
    private long[] lastSeen = new long[0];
    private int used;
    private final int capacity;

    /**
     * @param capacity the most groups that are known at once
     * @param memory how long a group is known after its latest image
     */
    NearDuplicates(int capacity, Duration memory) {
        checkArgument(capacity > 0, "capacity must be positive: %s", capacity);
        this.capacity = capacity;
        this.memoryMillis = memory.toMillis();
    }

    /** Puts a group that was remembered into its slot; one of a larger capacity is forgotten. */
    void put(int slot, NearDuplicateGroup group) {
        if (slot >= capacity) {
            return;
        }
        PdqHash first = group.first();
        grow(slot + 1);
        used = Math.max(used, slot + 1);
        hashes[PARTS * slot] = first.first();
        hashes[PARTS * slot + 1] = first.second();
        hashes[PARTS * slot + 2] = first.third();
        hashes[PARTS * slot + 3] = first.fourth();
        lastSeen[slot] = group.lastSeen();
    }

    /**
     * The slot of an image's group, which {@link #group} then gives.
     *
     * @param at when the image came, milliseconds since 1970
     */
    int join(PdqHash hash, long at) {
        int nearest = nearest(hash, at);
        if (nearest == NONE) {
            int slot = freeSlot(at);
            put(slot, new NearDuplicateGroup(hash, at));
            return slot;
        }
        lastSeen[nearest] = Math.max(lastSeen[nearest], at);
        return nearest;
    }

    NearDuplicateGroup group(int slot) {
        return new NearDuplicateGroup(
                new PdqHash(
                        hashes[PARTS * slot],
                        hashes[PARTS * slot + 1],
                        hashes[PARTS * slot + 2],
                        hashes[PARTS * slot + 3]),
                lastSeen[slot]);
    }

    private int nearest(PdqHash hash, long at) {
        int nearest = NONE;
        int smallest = PdqHash.SAME + 1;
        for (int slot = 0; slot < used; slot++) {
            int i = PARTS * slot;
            int distance = Long.bitCount(hashes[i] ^ hash.first()) + Long.bitCount(hashes[i + 1] ^ hash.second());
            if (distance < smallest) {
                distance += Long.bitCount(hashes[i + 2] ^ hash.third()) + Long.bitCount(hashes[i + 3] ^ hash.fourth());
                if (distance < smallest && !isForgotten(slot, at)) {
                    nearest = slot;
                    smallest = distance;
                }
            }
        }
        return nearest;
    }

    private boolean isForgotten(int slot, long at) {
        return lastSeen[slot] < at - memoryMillis;
    }

    private int freeSlot(long at) {
        int oldest = 0;
        for (int slot = 0; slot < used; slot++) {
            oldest = lastSeen[slot] < lastSeen[oldest] ? slot : oldest;
        }
        boolean reuse = used > 0 && (used == capacity || isForgotten(oldest, at));
        return reuse ? oldest : used;
    }

    private void grow(int slots) {
        if (lastSeen.length < slots) {
            int length = Math.min(capacity, Math.max(1024, 2 * slots));
            lastSeen = Arrays.copyOf(lastSeen, length);
            hashes = Arrays.copyOf(hashes, PARTS * length);
        }
    }
}
