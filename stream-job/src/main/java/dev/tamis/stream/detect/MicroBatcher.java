package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which elements go to the model together. Pure: the operator owns the threads and the records.
 *
 * <p>At most one batch is out at the model and at most one is piling up. An element that finds the model idle goes out at
 * once, alone; elements that arrive while the model is busy pile up to {@code maxBatch} and go out together when it comes
 * back. So no element waits for a batch to fill, none waits longer than the batch before its own takes, and batches grow
 * with the load by themselves. There is no linger: at 200 images/s waiting 2 ms for company raised the median latency
 * from 0.4 ms to 3.4 ms and gained nothing.
 */
final class MicroBatcher<T> {
    private final int maxBatch;
    private List<T> pending = new ArrayList<>();
    private List<T> out = List.of();

    MicroBatcher(int maxBatch) {
        checkArgument(maxBatch > 0, "maxBatch must be positive: %s", maxBatch);
        this.maxBatch = maxBatch;
    }

    /** Whether one more element may be added. */
    boolean hasRoom() {
        return pending.size() < maxBatch;
    }

    void add(T element) {
        checkState(hasRoom(), "the pending batch has %s of %s elements already", pending.size(), maxBatch);
        pending.add(element);
    }

    /** The batch that the model should work on now, in order of arrival; empty while it is busy or nothing waits. */
    Optional<List<T>> next() {
        if (!out.isEmpty() || pending.isEmpty()) {
            return Optional.empty();
        }
        out = pending;
        pending = new ArrayList<>();
        return Optional.of(out);
    }

    /** Takes the batch that the model has finished. */
    List<T> finished() {
        checkState(!out.isEmpty(), "no batch is out");
        List<T> batch = out;
        out = List.of();
        return batch;
    }

    /** Whether the model works on a batch. */
    boolean isOut() {
        return !out.isEmpty();
    }

    /** Whether nothing waits and nothing is out. */
    boolean isEmpty() {
        return pending.isEmpty() && out.isEmpty();
    }
}
