package dev.tamis.local.stack;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.jspecify.annotations.Nullable;

/**
 * A job that does not end by itself.
 *
 * @param result completes when it ends all the same
 */
record RunningJob(CompletableFuture<JobResult> result) {
    boolean hasEnded() {
        return result.isDone();
    }

    /** Waits for its end and tells why it came. */
    IllegalStateException awaitEnd() {
        Optional<Throwable> failure = result.handle(RunningJob::failure).join();
        return new IllegalStateException("the job ended", failure.orElse(null));
    }

    private static Optional<Throwable> failure(@Nullable JobResult result, @Nullable Throwable failure) {
        if (result == null) {
            return Optional.ofNullable(failure);
        }
        return result.getSerializedThrowable()
                .map(serialized -> serialized.deserializeError(RunningJob.class.getClassLoader()));
    }
}
