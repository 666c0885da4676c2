package dev.tamis.console.decision;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/** What an analyst says of an image. */
public enum Choice {
    AUTHENTIC(Verdict.AUTHENTIC),
    GENERATED(Verdict.GENERATED),
    /** Someone else must decide. */
    ESCALATE(null);

    private final @Nullable Verdict finalVerdict;

    Choice(@Nullable Verdict finalVerdict) {
        this.finalVerdict = finalVerdict;
    }

    /** What the image is held to be; null where someone else must decide. */
    public @Nullable Verdict finalVerdict() {
        return finalVerdict;
    }

    /** What it makes of the machine's verdict. One that was UNCERTAIN does not stand, whatever the image is. */
    public Decision decisionOn(Verdict machine) {
        if (finalVerdict == null) {
            return Decision.ESCALATED;
        }
        return finalVerdict == machine ? Decision.CONFIRMED : Decision.OVERTURNED;
    }
}
