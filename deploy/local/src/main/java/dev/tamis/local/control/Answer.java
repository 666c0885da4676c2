package dev.tamis.local.control;

import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a job said of an instruction.
 *
 * @param instructionId the instruction's id
 * @param statuses in the order in which they came
 */
public record Answer(String instructionId, List<ControlStatus> statuses) {
    public Answer {
        statuses = List.copyOf(statuses);
    }

    /** Why the job refused. */
    public Optional<String> refusal() {
        return statuses.stream()
                .filter(status -> status.getState() == ControlState.REFUSED)
                .map(status -> String.valueOf(status.getDetail()))
                .findFirst();
    }

    /** Whether the job will follow. */
    public boolean isAccepted() {
        return statuses.stream().anyMatch(status -> status.getState() == ControlState.ACCEPTED);
    }

    /** What the subtasks said that follow already, each once. */
    public List<ControlStatus> active() {
        return statuses.stream()
                .filter(status -> status.getState() == ControlState.ACTIVE)
                .toList();
    }

    /** Whether every subtask follows. */
    public boolean isFollowed() {
        List<ControlStatus> active = active();
        return !active.isEmpty()
                && active.stream().map(ControlStatus::getSubtask).distinct().count()
                        == active.get(active.size() - 1).getSubtasks();
    }
}
