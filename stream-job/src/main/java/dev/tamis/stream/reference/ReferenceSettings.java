package dev.tamis.stream.reference;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.io.Serializable;
import java.time.Duration;

/**
 * How references are read.
 *
 * @param allowed which ones
 * @param privateNetworks whether https may lead to addresses outside of the public Internet
 * @param maxBytes most bytes of a file
 * @param timeout how long one try may take
 * @param tries how often a file is asked for that cannot be read for now; the waits between them double
 * @param atOnce how many files one subtask reads at a time
 */
public record ReferenceSettings(
        AllowedReferences allowed, boolean privateNetworks, long maxBytes, Duration timeout, int tries, int atOnce)
        implements Serializable {
    public ReferenceSettings {
        checkArgument(maxBytes > 0 && maxBytes < Integer.MAX_VALUE, "maxBytes must be positive and fit: %s", maxBytes);
        checkArgument(timeout.toMillis() > 0, "timeout must be positive: %s", timeout);
        checkArgument(tries > 0, "tries must be positive: %s", tries);
        checkArgument(atOnce > 0, "atOnce must be positive: %s", atOnce);
    }
}
