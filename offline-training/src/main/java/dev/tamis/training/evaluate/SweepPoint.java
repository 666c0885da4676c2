package dev.tamis.training.evaluate;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a decision threshold does to the figures, as in figure 5 of the paper on SRM channel attention.
 *
 * @param threshold a score from this on means FAKE
 * @param precision of FAKE
 * @param recall of FAKE
 * @param f1 of FAKE
 * @param precisionReal of REAL
 * @param recallReal of REAL
 */
public record SweepPoint(
        double threshold,
        double accuracy,
        double precision,
        double recall,
        double f1,
        double precisionReal,
        double recallReal) {
    private static final int STEPS = 20;
    private static final double EXTREME = 0.01;

    /** Thresholds from 0.05 to 0.95 in steps of 0.05, and 0.01 and 0.99 at the ends. */
    static List<SweepPoint> sweep(Sample sample) {
        DoubleStream inner = IntStream.range(1, STEPS).mapToDouble(i -> (double) i / STEPS);
        return DoubleStream.concat(DoubleStream.of(EXTREME), DoubleStream.concat(inner, DoubleStream.of(1 - EXTREME)))
                .mapToObj(threshold -> at(threshold, Confusion.at(threshold, sample)))
                .toList();
    }

    private static SweepPoint at(double threshold, Confusion confusion) {
        return new SweepPoint(
                threshold,
                confusion.accuracy(),
                confusion.precision(),
                confusion.recall(),
                confusion.f1(),
                confusion.ofReal().precision(),
                confusion.ofReal().recall());
    }
}
