package dev.tamis.training.search;

import dev.tamis.training.network.Topology;

/**
 * Where a trial stands.
 *
 * @param topology of the trial
 * @param isDone whether the log holds it
 * @param description for people: its figures, its epochs so far, or that it waits
 */
public record TrialState(Topology topology, boolean isDone, String description) {
    /** A trial that was not begun. */
    public static TrialState waiting(Topology topology) {
        return new TrialState(topology, false, "waits");
    }

    static TrialState unfinished(Topology topology, int epoch, int epochs) {
        return new TrialState(topology, false, "epoch %d of %d".formatted(epoch, epochs));
    }

    static TrialState done(Topology topology, Trial trial) {
        return new TrialState(topology, true, trial.description());
    }
}
