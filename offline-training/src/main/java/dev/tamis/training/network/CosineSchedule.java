package dev.tamis.training.network;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises in a straight line to its peak and falls from there along half a cosine to zero (Goyal et al.
 * 2017, section 2.2; Loshchilov and Hutter 2017, SGDR, equation 5, without restarts). A part of the network's configuration,
 * so that a restored network goes on where it stopped.
 *
 * @param peak highest rate
 * @param warmUp iterations until the peak
 * @param iterations after which the rate stays at zero
 */
public record CosineSchedule(
        @JsonProperty("peak") double peak,
        @JsonProperty("warmUp") int warmUp,
        @JsonProperty("iterations") int iterations)
        implements ISchedule {
    public CosineSchedule {
        if (!(peak > 0) || warmUp < 0 || iterations <= warmUp) {
            throw new IllegalArgumentException(
                    "a positive rate and more iterations than those of the warm-up expected: " + peak + ", " + warmUp
                            + ", " + iterations);
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < warmUp) {
            return peak * (iteration + 1) / (warmUp + 1);
        }
        double done = Math.min(1, (double) (iteration - warmUp) / (iterations - warmUp));
        return peak * (1 + Math.cos(Math.PI * done)) / 2;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable
    public ISchedule clone() {
        return this;
    }
}
