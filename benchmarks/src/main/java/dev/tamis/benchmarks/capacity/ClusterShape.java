package dev.tamis.benchmarks.capacity;

import java.time.Duration;
import java.util.Map;

/**
 * What a cluster is to be made of.
 *
 * @param utilisation of cores, networks, disks and GPUs at the peak, above 0, at most 1; what is left is for failures, restarts that catch up,
 *     and machines that are slower than those measured
 * @param device that the network runs on
 * @param taskManagerCores and as many slots
 * @param brokerCores of each broker
 * @param machineBytesPerSecond that the network of a machine takes in, and gives out
 * @param brokerDiskBytes of each broker
 * @param replication copies of each record
 * @param submissionsKept how long the topic of the submissions keeps a record
 * @param outcomesKept how long the topics of verdicts and review items do
 * @param deliveriesKnown how long the job knows the id of a submission
 * @param decisionsOfAnalyst in a day
 */
public record ClusterShape(
        double utilisation,
        Device device,
        int taskManagerCores,
        int brokerCores,
        double machineBytesPerSecond,
        double brokerDiskBytes,
        int replication,
        Duration submissionsKept,
        Duration outcomesKept,
        Duration deliveriesKnown,
        double decisionsOfAnalyst) {
    /** What the network runs on. */
    public enum Device {
        CPU,
        GPU
    }

    public ClusterShape {
        if (!(utilisation > 0 && utilisation <= 1)) {
            throw new IllegalArgumentException("the utilisation must be above 0 and at most 1, not " + utilisation);
        }
        Map.of(
                        "cores of a TaskManager", (double) taskManagerCores,
                        "cores of a broker", (double) brokerCores,
                        "network of a machine", machineBytesPerSecond,
                        "disk of a broker", brokerDiskBytes,
                        "copies of a record", (double) replication,
                        "time that submissions are kept", (double) submissionsKept.toSeconds(),
                        "time that outcomes are kept", (double) outcomesKept.toSeconds(),
                        "time that deliveries are known", (double) deliveriesKnown.toSeconds(),
                        "decisions of an analyst", decisionsOfAnalyst)
                .forEach((what, value) -> {
                    if (!(value > 0)) {
                        throw new IllegalArgumentException("%s: above 0 expected, not %s".formatted(what, value));
                    }
                });
    }
}
