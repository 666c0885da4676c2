package dev.tamis.training.evaluate;

/**
 * Who was taken for what when a score from a threshold on means FAKE. FAKE is the positive class.
 *
 * @param fakeAsFake FAKE images found
 * @param fakeAsReal FAKE images missed
 * @param realAsFake REAL images accused
 * @param realAsReal REAL images passed
 */
public record Confusion(long fakeAsFake, long fakeAsReal, long realAsFake, long realAsReal) {
    /** What accuracy, precision, recall and F1 are taken at. */
    static final double MIDDLE = 0.5;

    static Confusion of(Sample sample) {
        return at(MIDDLE, sample);
    }

    static Confusion at(double threshold, Sample sample) {
        long[][] counts = new long[2][2];
        for (int rank = 0; rank < sample.ranks(); rank++) {
            int called = sample.scores()[rank] >= threshold ? 0 : 1;
            counts[sample.fake()[rank] ? 0 : 1][called] += sample.counts()[rank];
        }
        return new Confusion(counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
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

    /** The same with REAL as the positive class. */
    Confusion ofReal() {
        return new Confusion(realAsReal, realAsFake, fakeAsReal, fakeAsFake);
    }

    private static double share(long part, long rest) {
        return (double) part / Math.max(1, part + rest);
    }
}
