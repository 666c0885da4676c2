package dev.tamis.stream.control;

import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.ModerationAlert;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the subtasks of a job score with, what became of the instructions that it was given, and which alerts stand.
 *
 * @param subtasks the latest that each of the job's present subtasks said, in their order
 * @param instructions the latest that was said of each instruction as a whole, in the order of time
 * @param alerts those whose period has not ended
 */
public record InForce(List<ControlStatus> subtasks, List<ControlStatus> instructions, List<ModerationAlert> alerts) {
    /** Of everything that was said, in any order. */
    public static InForce of(List<ControlStatus> statuses, List<ModerationAlert> alerts, Instant now) {
        List<ControlStatus> inTime = statuses.stream()
                .sorted(Comparator.comparing(ControlStatus::getAt))
                .toList();
        Map<Integer, ControlStatus> subtasks = new TreeMap<>();
        Map<String, ControlStatus> instructions = new TreeMap<>();
        for (ControlStatus status : inTime) {
            if (status.getState() == ControlState.ACTIVE) {
                subtasks.put(status.getSubtask(), status);
                subtasks.keySet().removeIf(subtask -> subtask >= status.getSubtasks()); // of a wider job before
            } else if (status.getState() == ControlState.ACCEPTED || status.getState() == ControlState.REFUSED) {
                instructions.put(String.valueOf(status.getInstructionId()), status);
            }
        }
        return new InForce(
                List.copyOf(subtasks.values()),
                instructions.values().stream()
                        .sorted(Comparator.comparing(ControlStatus::getAt))
                        .toList(),
                alerts.stream()
                        .filter(alert -> alert.getUntil().isAfter(now))
                        .sorted(Comparator.comparing(ModerationAlert::getAt))
                        .toList());
    }
}
