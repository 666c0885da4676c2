package dev.tamis.training.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * A point of the ROC curve.
 *
 * @param threshold a score from this on means FAKE; above 1 for the point where nothing does
 * @param falsePositives share of the REAL images above it
 * @param truePositives share of the FAKE images above it
 */
public record RocPoint(double threshold, double falsePositives, double truePositives) {
    /** More would not be seen in a picture. */
    private static final int MOST = 64;

    /**
     * The curve from nothing called FAKE to everything: its ends, and points in between that lie at least 1/64 from each other
     * along both axes together.
     */
    static List<RocPoint> curve(Sample sample) {
        Confusion all = Confusion.at(0, sample);
        double fakes = all.fakeAsFake();
        double reals = all.realAsFake();
        List<RocPoint> curve = new ArrayList<>();
        RocPoint last = new RocPoint(2, 0, 0);
        curve.add(last);
        long fake = 0;
        long real = 0;
        for (int rank = sample.ranks() - 1; rank >= 0; rank--) {
            fake += sample.fake()[rank] ? sample.counts()[rank] : 0;
            real += sample.fake()[rank] ? 0 : sample.counts()[rank];
            boolean tied = rank > 0 && sample.scores()[rank] == sample.scores()[rank - 1];
            RocPoint point = new RocPoint(sample.scores()[rank], real / reals, fake / fakes);
            if (!tied && (rank == 0 || point.distance(last) * MOST >= 1)) {
                curve.add(point);
                last = point;
            }
        }
        return curve;
    }

    private double distance(RocPoint other) {
        return Math.abs(falsePositives - other.falsePositives) + Math.abs(truePositives - other.truePositives);
    }
}
