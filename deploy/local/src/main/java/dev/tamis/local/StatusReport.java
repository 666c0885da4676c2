package dev.tamis.local;

import dev.tamis.local.control.Answer;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.stream.control.InForce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ./tamis control} writes as JSON. */
record StatusReport(List<Said> statuses, List<Said> instructions, List<Alert> alerts) {
    /** One status. */
    record Said(
            @Nullable String instruction,
            String at,
            String state,
            @Nullable String detail,
            @Nullable Integer subtask,
            @Nullable Integer subtasks,
            @Nullable String detector,
            @Nullable String sha256,
            @Nullable String shadow,
            @Nullable Double authenticBelow,
            @Nullable Double generatedFrom,
            @Nullable Long pauseMicros,
            @Nullable Long batchMicros) {
        static Said of(ControlStatus status) {
            DetectorIdentity detector = status.getDetector();
            DetectorIdentity shadow = status.getShadow();
            var thresholds = status.getThresholds();
            return new Said(
                    status.getInstructionId(),
                    status.getAt().toString(),
                    status.getState().name(),
                    status.getDetail(),
                    status.getSubtask(),
                    status.getSubtasks(),
                    detector == null ? null : detector.getId(),
                    detector == null ? null : detector.getSha256(),
                    shadow == null ? null : shadow.getId(),
                    thresholds == null ? null : thresholds.getAuthenticBelow(),
                    thresholds == null ? null : thresholds.getGeneratedFrom(),
                    status.getPauseMicros(),
                    status.getBatchMicros());
        }
    }

    /** One alert. */
    record Alert(String kind, String at, String until, String detail) {
        static Alert of(ModerationAlert alert) {
            return new Alert(
                    alert.getKind().name(),
                    alert.getAt().toString(),
                    alert.getUntil().toString(),
                    alert.getDetail());
        }
    }

    static StatusReport of(Answer answer) {
        return new StatusReport(answer.statuses().stream().map(Said::of).toList(), List.of(), List.of());
    }

    static StatusReport of(InForce inForce) {
        return new StatusReport(
                inForce.subtasks().stream().map(Said::of).toList(),
                inForce.instructions().stream().map(Said::of).toList(),
                inForce.alerts().stream().map(Alert::of).toList());
    }
}
