package dev.tamis.stream;

import dev.tamis.stream.ingest.RawSubmission;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Makes one submission a number, slowly until it has failed: once, when a checkpoint has completed since. One test at a time uses
 * it.
 */
final class FailOnceAfterACheckpoint extends RichMapFunction<Long, RawSubmission> implements CheckpointListener {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private final SerializableFunction<Long, RawSubmission> submissions;
    private transient boolean checkpointed;

    FailOnceAfterACheckpoint(SerializableFunction<Long, RawSubmission> submissions) {
        this.submissions = submissions;
        FAILED.set(false);
    }

    static boolean hasFailed() {
        return FAILED.get();
    }

    @Override
    public void open(OpenContext context) {
        checkpointed = false;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointed = true;
    }

    @Override
    public RawSubmission map(Long number) throws InterruptedException {
        if (!FAILED.get()) {
            Thread.sleep(20);
            if (checkpointed && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("failed on purpose");
            }
        }
        return submissions.apply(number);
    }
}
