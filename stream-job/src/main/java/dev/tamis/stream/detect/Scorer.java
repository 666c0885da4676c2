package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.policy.VerdictPolicy;

/**
 * A detector at work in one subtask.
 *
 * @param model closed by whoever owns the scorer
 * @param device what it runs on, for a person
 * @param policy how its scores become verdicts
 */
record Scorer(ModelThread model, String device, DetectorProfile profile, VerdictPolicy policy) {
    DetectorIdentity identity() {
        return profile.identity();
    }

    Scorer with(VerdictPolicy changed) {
        return new Scorer(model, device, profile, changed);
    }
}
