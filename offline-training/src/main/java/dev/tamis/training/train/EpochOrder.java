package dev.tamis.training.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order an epoch shows its images.
 *
 * @param batches positions in the pack
 */
record EpochOrder(List<List<Integer>> batches) {
    /** A shuffled epoch, which follows from the seed alone; its last batch may be smaller. */
    static EpochOrder shuffled(List<Integer> rows, int batchSize, long seed) {
        List<Integer> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        return inBatches(shuffled, batchSize);
    }

    /** Every image once, in the given order. */
    static EpochOrder inBatches(List<Integer> rows, int batchSize) {
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batchSize) {
            batches.add(rows.subList(from, Math.min(rows.size(), from + batchSize)));
        }
        return new EpochOrder(batches);
    }
}
