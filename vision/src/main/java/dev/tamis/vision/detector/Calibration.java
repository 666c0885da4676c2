package dev.tamis.vision.detector;

/**
 * Turns a network's P(REAL) into the score, the probability that the image is AI-generated: {@code sigmoid(-logit(P(REAL))
 * / temperature)} (Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2).
 *
 * @param temperature positive; 1 leaves the network's probability as it is
 */
public record Calibration(double temperature) {
    /** Leaves the network's probability as it is. */
    public static final Calibration NONE = new Calibration(1);

    public Calibration {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature must be positive and finite: " + temperature);
        }
    }

    /**
     * The score of an image.
     *
     * @param probabilityReal the network's output, 0 to 1
     * @return 0 to 1; exactly 0 and 1 for a network that is sure, at any temperature
     */
    public double score(double probabilityReal) {
        if (!(0 <= probabilityReal && probabilityReal <= 1)) {
            throw new IllegalArgumentException("a probability is from 0 to 1: " + probabilityReal);
        }
        if (temperature == 1) {
            return 1 - probabilityReal;
        }
        double logit = Math.log(probabilityReal) - Math.log1p(-probabilityReal);
        return 1 / (1 + Math.exp(logit / temperature));
    }
}
