package dev.tamis.cluster.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of a cluster at one moment.
 *
 * @param name of the process
 * @param pid its number, or that of the one that ended last
 * @param running whether it lives
 * @param since when it was started
 * @param restarts how often it was started again
 * @param said its first lines on standard output
 * @param log the file of its log
 */
public record ProcessState(
        String name,
        @Nullable Long pid,
        boolean running,
        @Nullable Instant since,
        int restarts,
        List<String> said,
        String log) {
    public ProcessState {
        said = List.copyOf(said);
    }
}
