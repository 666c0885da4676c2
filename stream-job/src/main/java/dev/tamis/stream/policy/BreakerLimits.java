package dev.tamis.stream.policy;

import static org.apache.flink.util.Preconditions.checkArgument;

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
        checkArgument(generatedPerDay >= 0, "generatedPerDay must not be negative: %s", generatedPerDay);
        checkArgument(
                generatedShare >= 0 && generatedShare <= 1, "generatedShare must be from 0 to 1: %s", generatedShare);
    }
}
