package dev.tamis.training.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A calibration that only keeps the order of scores: the rising step function closest, by squared error, to the labels of
 * validation images, found by pooling adjacent violators (Zadrozny and Elkan 2002). Between two steps it is interpolated.
 *
 * @param steps by rising score
 */
record IsotonicScaling(List<Step> steps) {
    /**
     * Scores that become one probability.
     *
     * @param from lowest score
     * @param to highest score
     * @param fakes number of FAKE images in it
     * @param images number of images in it
     */
    record Step(double from, double to, long fakes, long images) {
        double probability() {
            return (double) fakes / images;
        }

        Step pooledWith(Step next) {
            return new Step(from, next.to, fakes + next.fakes, images + next.images);
        }
    }

    IsotonicScaling {
        steps = List.copyOf(steps);
    }

    /**
     * Fits a calibration.
     *
     * @param images at least one
     */
    static IsotonicScaling fit(List<ScoredImage> images) {
        Sample sample = Sample.of(images);
        Deque<Step> pooled = new ArrayDeque<>();
        for (int rank = 0; rank < sample.ranks(); rank++) {
            double score = sample.scores()[rank];
            Step step = new Step(score, score, sample.fake()[rank] ? 1 : 0, 1);
            while (!pooled.isEmpty() && violates(pooled.getLast(), step)) {
                step = pooled.removeLast().pooledWith(step);
            }
            pooled.addLast(step);
        }
        return new IsotonicScaling(new ArrayList<>(pooled));
    }

    /** Steps must rise, and equal scores are one step. */
    private static boolean violates(Step step, Step next) {
        return step.to == next.from || step.probability() >= next.probability();
    }

    /** The same images with calibrated scores. */
    List<ScoredImage> apply(List<ScoredImage> images) {
        return images.stream()
                .map(image -> image.scored(calibrated(image.score())))
                .toList();
    }

    private double calibrated(double score) {
        Step below = steps.get(0);
        for (Step step : steps) {
            if (score < step.from) {
                return score <= below.to ? below.probability() : between(below, step, score);
            }
            below = step;
        }
        return below.probability();
    }

    private static double between(Step below, Step above, double score) {
        double way = (score - below.to) / (above.from - below.to);
        return below.probability() + way * (above.probability() - below.probability());
    }
}
