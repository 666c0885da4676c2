package dev.tamis.training.network;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that falls along half a cosine from its peak to zero (Loshchilov and Hutter 2017, SGDR, equation 5,
 * without restarts). A part of the network's configuration, so that a restored network goes on where it stopped.
 *
 * @param peak rate of the first iteration
 * @param iterations after which the rate stays at zero
 */
public record CosineSchedule(
        @JsonProperty("peak") double peak,
        @JsonProperty("iterations") int iterations) implements ISchedule {
    public CosineSchedule {
        if (!(peak > 0) || iterations < 1) {
            throw new IllegalArgumentException(
                    "a positive rate and at least one iteration expected: " + peak + ", " + iterations);
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double done = Math.min(1, (double) iteration / iterations);
        return peak * (1 + Math.cos(Math.PI * done)) / 2;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // immutable
    public ISchedule clone() {
        return this;
    }
}
