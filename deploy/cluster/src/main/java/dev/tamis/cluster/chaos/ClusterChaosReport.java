package dev.tamis.cluster.chaos;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tamis.local.endurance.ChaosReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run under fire on a cluster.
 *
 * @param counts what was lost, doubled and wrong
 * @param decisions what became of the decisions of a reviewer
 * @param recoverySeconds of each fault, by kind: until a submission that was sent after it had its outcome and every part worked
 */
public record ClusterChaosReport(
        @JsonUnwrapped ChaosReport counts, Reviewer.Count decisions, Map<String, List<Double>> recoverySeconds) {
    public static ClusterChaosReport of(
            ChaosReport counts, Reviewer.Count decisions, Map<Fault, List<Duration>> recoveries) {
        Map<String, List<Double>> seconds = new TreeMap<>();
        recoveries.forEach((fault, times) -> seconds.put(fault.key(), Faults.seconds(times)));
        return new ClusterChaosReport(counts, decisions, seconds);
    }

    /** Whether nothing was lost, doubled or wrong. */
    public boolean exactlyOnce() {
        return counts.exactlyOnce() && decisions.exactlyOnce();
    }
}
