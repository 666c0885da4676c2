package dev.tamis.cluster.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says of itself.
 *
 * @param pid of the process that keeps it running
 * @param since when that one was started
 * @param phase how far it is
 * @param message what it is doing, or why it failed
 * @param processes all of them
 */
public record ClusterState(long pid, Instant since, Phase phase, String message, List<ProcessState> processes) {
    public ClusterState {
        processes = List.copyOf(processes);
    }

    /** How far a cluster is. */
    public enum Phase {
        STARTING,
        RUNNING,
        FAILED
    }

    /** The process that keeps the cluster running, where it lives and is not another one with the same number. */
    public Optional<ProcessHandle> keeper() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().filter(since::equals).isPresent());
    }
}
