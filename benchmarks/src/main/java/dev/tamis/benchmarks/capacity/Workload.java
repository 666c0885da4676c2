package dev.tamis.benchmarks.capacity;

import dev.tamis.benchmarks.stream.UploadSize;
import java.util.Map;

/**
 * What comes.
 *
 * @param peakPerSecond uploads a second that the job has to keep up with
 * @param meanShare what comes on average of days, of the peak, 0 to 1
 * @param mix the share of each size of uploads, together 1
 * @param flaggedShare of the images, which a person should see, 0 to 1
 * @param accounts that upload
 */
public record Workload(
        double peakPerSecond, double meanShare, Map<UploadSize, Double> mix, double flaggedShare, double accounts) {
    private static final double ROUNDING = 1e-6;

    public Workload {
        require(peakPerSecond > 0 && Double.isFinite(peakPerSecond), "the rate must be above 0, not " + peakPerSecond);
        require(
                meanShare > 0 && meanShare <= 1,
                "the mean must be above 0 and at most 1 of the peak, not " + meanShare);
        require(flaggedShare >= 0 && flaggedShare <= 1, "the flagged share must be 0 to 1, not " + flaggedShare);
        require(accounts >= 0, "there must be 0 accounts or more, not " + accounts);
        mix.forEach((size, share) ->
                require(share >= 0, "the share of %s must be 0 or more, not %s".formatted(size, share)));
        double sum = mix.values().stream().mapToDouble(Double::doubleValue).sum();
        require(Math.abs(sum - 1) < ROUNDING, "the shares of the sizes must be 1 together, not " + sum);
        mix = Map.copyOf(mix);
    }

    double meanPerSecond() {
        return peakPerSecond * meanShare;
    }

    private static void require(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
