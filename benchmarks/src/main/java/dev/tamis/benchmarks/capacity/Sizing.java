package dev.tamis.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.JobPart;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The job on a cluster.
 *
 * @param jobs that share the uploads, each with topics of its own: more than one where its review desk, which is one task, has too much to do
 * @param taskManagers of each job
 * @param slots of each job, one for each core
 * @param keyGroups of each job, its highest parallelism
 * @param skew what the slot with the most keys has, of what slots have on average
 * @param busyCores of all jobs at the peak
 */
record Sizing(int jobs, int taskManagers, int slots, int keyGroups, double skew, double busyCores) {
    int allTaskManagers() {
        return jobs * taskManagers;
    }

    int allCores() {
        return jobs * slots;
    }

    /**
     * As small as it may be.
     *
     * @param figure which figure of a spread to go by
     * @throws IllegalArgumentException where it takes more slots than Flink has for a job
     */
    static Sizing of(ImageCost cost, Workload workload, ClusterShape shape, ToDoubleFunction<Spread> figure) {
        int jobs = jobs(cost, workload, shape, figure);
        double perSecond = workload.peakPerSecond() / jobs;
        Map<Integer, KeyGroups> known = new HashMap<>();
        for (int taskManagers = 1; ; taskManagers++) {
            int slots = taskManagers * shape.taskManagerCores();
            if (slots > KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM) {
                throw new IllegalArgumentException("a job of %,.0f uploads a second takes more than Flink's %,d slots"
                        .formatted(perSecond, KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM));
            }
            double busy = perSecond * figure.applyAsDouble(cost.on(taskManagers)) / 1000;
            double network = perSecond * machineBytes(cost, taskManagers, figure);
            // Cheap questions first: the keys of a slot are counted for what may do.
            if (busy > shape.utilisation() * slots || network > shape.utilisation() * shape.machineBytesPerSecond()) {
                continue;
            }
            int keyGroups = KeyGroups.groupsFor(slots);
            double skew = known.computeIfAbsent(keyGroups, KeyGroups::of).skew(slots);
            if (busy * skew <= shape.utilisation() * slots) {
                return new Sizing(jobs, taskManagers, slots, keyGroups, skew, jobs * busy);
            }
        }
    }

    /** So many that no review desk has more than a core and a machine's network can do. */
    private static int jobs(ImageCost cost, Workload workload, ClusterShape shape, ToDoubleFunction<Spread> figure) {
        double cores = workload.peakPerSecond()
                * figure.applyAsDouble(requireNonNull(cost.parts().get(JobPart.REVIEW_DESK)))
                / 1000;
        double machines = workload.peakPerSecond() * deskBytes(cost, workload) / shape.machineBytesPerSecond();
        return Math.max(1, (int) Math.ceil(Math.max(cores, machines) / shape.utilisation()));
    }

    /** For each image, that the machine with the review desk takes in, and gives out. */
    static double deskBytes(ImageCost cost, Workload workload) {
        return workload.flaggedShare() * cost.reviewItemBytes();
    }

    /** For each image, that a TaskManager's machine takes in from brokers and from others. */
    static double machineBytes(ImageCost cost, int taskManagers, ToDoubleFunction<Spread> figure) {
        double exchanged = figure.applyAsDouble(cost.exchangedBytes()) * ImageCost.elsewhere(taskManagers);
        return (cost.submissionBytes() + exchanged) / taskManagers;
    }
}
