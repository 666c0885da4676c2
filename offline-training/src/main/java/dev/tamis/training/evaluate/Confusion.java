package dev.tamis.training.evaluate;

import java.util.List;

/**
 * Who was taken for what when a score of at least 1/2 means FAKE. FAKE is the positive class.
 *
 * @param fakeAsFake FAKE images found
 * @param fakeAsReal FAKE images missed
 * @param realAsFake REAL images accused
 * @param realAsReal REAL images passed
 */
public record Confusion(long fakeAsFake, long fakeAsReal, long realAsFake, long realAsReal) {
    static Confusion of(List<ScoredImage> images) {
        return new Confusion(
                count(images, true, true),
                count(images, true, false),
                count(images, false, true),
                count(images, false, false));
    }

    double accuracy() {
        return (double) (fakeAsFake + realAsReal) / (fakeAsFake + fakeAsReal + realAsFake + realAsReal);
    }

    /** Share of the images called FAKE that are; 0 where none is called so. */
    double precision() {
        return share(fakeAsFake, realAsFake);
    }

    /** Share of the FAKE images that are called so. */
    double recall() {
        return share(fakeAsFake, fakeAsReal);
    }

    double f1() {
        return 2.0 * fakeAsFake / Math.max(1, 2 * fakeAsFake + realAsFake + fakeAsReal);
    }

    private static double share(long part, long rest) {
        return (double) part / Math.max(1, part + rest);
    }

    private static long count(List<ScoredImage> images, boolean fake, boolean calledFake) {
        return images.stream()
                .filter(image -> image.isFake() == fake && (image.score() >= 0.5) == calledFake)
                .count();
    }
}
