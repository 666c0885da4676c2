package dev.tamis.stream.control;

import dev.tamis.schemas.DetectorControl;
import dev.tamis.stream.detect.DetectorProfile;
import org.jspecify.annotations.Nullable;

/**
 * An instruction whose own faults are known; whether it goes with what is in force is not.
 *
 * @param id the instruction's id, or its place in the topic where it has none
 * @param control the instruction; null where it is refused
 * @param refusal why it is refused; null where it is not
 * @param detector the detector that it is about, which was loaded and has scored; null where it is about none
 */
public record ExaminedInstruction(
        String id,
        @Nullable DetectorControl control,
        @Nullable String refusal,
        @Nullable Candidate detector) {

    static ExaminedInstruction refused(String id, String why) {
        return new ExaminedInstruction(id, null, why, null);
    }

    static ExaminedInstruction of(DetectorControl control) {
        return new ExaminedInstruction(control.getId(), control, null, null);
    }

    static ExaminedInstruction of(DetectorControl control, DetectorProfile profile) {
        return new ExaminedInstruction(control.getId(), control, null, Candidate.of(profile));
    }
}
