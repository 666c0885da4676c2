package dev.tamis.stream.policy;

import java.io.Serializable;

/**
 * How much may be GENERATED before a person should look at the detector itself.
 *
 * @param generatedPerDay most GENERATED verdicts of a day; 0 for no limit
 * @param generatedShare largest share of GENERATED verdicts in an hour, 0 to 1; 1 for no limit
 */
public record BreakerLimits(int generatedPerDay, double generatedShare) implements Serializable {
    public static final BreakerLimits NONE = new BreakerLimits(0, 1);

    public BreakerLimits {
        if (generatedPerDay < 0) {
            throw new IllegalArgumentException("generatedPerDay must not be negative: " + generatedPerDay);
        }
        if (!(generatedShare >= 0 && generatedShare <= 1)) {
            throw new IllegalArgumentException("generatedShare must be from 0 to 1: " + generatedShare);
        }
    }
}
