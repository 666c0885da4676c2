package dev.tamis.stream.sink;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * How surely outcomes arrive.
 *
 * @param transactionalIdPrefix names the job's transactions; no other job on the same cluster may use it
 * @param transactionTimeout how long the broker keeps a transaction that nobody commits, and so how long a job may be down
 *     without loss; at most the broker's {@code transaction.max.timeout.ms}
 */
public record Delivery(DeliveryGuarantee guarantee, String transactionalIdPrefix, Duration transactionTimeout) {
    public Delivery {
        checkArgument(guarantee != DeliveryGuarantee.NONE, "a guarantee is expected, found NONE");
        checkArgument(!transactionalIdPrefix.isBlank(), "transactionalIdPrefix must not be blank");
        checkArgument(transactionTimeout.toMillis() > 0, "transactionTimeout must be positive: %s", transactionTimeout);
    }
}
