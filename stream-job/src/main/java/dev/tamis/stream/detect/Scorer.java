package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.policy.VerdictPolicy;

/**
 * A detector at work in one subtask.
 *
 * @param model closed by whoever owns the scorer
 * @param policy how its scores become verdicts
 */
record Scorer(ModelThread model, DetectorProfile profile, VerdictPolicy policy) {
    DetectorIdentity identity() {
        return profile.identity();
    }

    Scorer with(VerdictPolicy changed) {
        return new Scorer(model, profile, changed);
    }
}
