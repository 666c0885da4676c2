package dev.tamis.console.queue;

import dev.tamis.schemas.ReviewItem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review item.
 *
 * @param leaseUntil how long whoever claimed it may take; null where nobody did, and where it is held
 * @param message what the job sent, without the image file
 * @param hasFile whether the image file is here
 */
public record Item(ItemSummary summary, @Nullable Instant leaseUntil, ReviewItem message, boolean hasFile) {
    public long id() {
        return summary.id();
    }

    /** Whether an analyst may decide it now. */
    public boolean isWith(String analyst, Instant now) {
        return analyst.equals(summary.claimedBy())
                && (summary.state() == ItemState.HELD
                        || summary.state() == ItemState.OPEN && leaseUntil != null && !leaseUntil.isBefore(now));
    }
}
