package dev.tamis.training.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** In which order an epoch shows which images, and which of them mirrored; follows from seed and epoch alone. */
record EpochOrder(List<List<Shown>> batches) {
    /**
     * An image as an epoch shows it.
     *
     * @param row its position in the pack
     */
    record Shown(int row, boolean mirrored) {}

    /** A shuffled epoch in which every image is mirrored with probability 1/2; its last batch may be smaller. */
    static EpochOrder shuffled(List<Integer> rows, int batchSize, long seed) {
        Random random = new Random(seed);
        List<Integer> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return inBatches(
                shuffled.stream()
                        .map(row -> new Shown(row, random.nextBoolean()))
                        .toList(),
                batchSize);
    }

    /** Every image once, as it is. */
    static EpochOrder plain(List<Integer> rows, int batchSize) {
        return inBatches(rows.stream().map(row -> new Shown(row, false)).toList(), batchSize);
    }

    private static EpochOrder inBatches(List<Shown> images, int batchSize) {
        List<List<Shown>> batches = new ArrayList<>();
        for (int from = 0; from < images.size(); from += batchSize) {
            batches.add(images.subList(from, Math.min(images.size(), from + batchSize)));
        }
        return new EpochOrder(batches);
    }
}
