package dev.tamis.stream.detect;

import dev.tamis.stream.policy.VerdictSettings;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What every subtask shall score with.
 *
 * @param instructionId the instruction that led to it; null for the job's options
 * @param detector the detector that gives the verdicts
 * @param shadow the one that scores beside it, to be compared; null for none
 * @param verdict how scores become verdicts
 */
public record Assignment(
        @Nullable String instructionId,
        DetectorReference detector,
        @Nullable DetectorReference shadow,
        VerdictSettings verdict)
        implements Serializable {}
