package dev.tamis.stream.reference;

import dev.tamis.stream.ingest.Submission;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.util.retryable.AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of submissions that carry a reference, several at a time beside the task. A file that cannot be read for now
 * is asked for again, each time after twice the wait.
 */
public final class ReadReferences extends RichAsyncFunction<Submission, ReferenceReading> {
    private static final long serialVersionUID = 1;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 30_000;
    private static final double WAIT_GROWTH = 2;

    private final ReferenceSettings settings;
    private transient @Nullable ReferenceReader reader;
    private transient @Nullable ExecutorService threads;

    private ReadReferences(ReferenceSettings settings) {
        this.settings = settings;
    }

    /** The submissions with their files, or with the reason why these were not read. */
    public static SingleOutputStreamOperator<ReferenceReading> of(
            DataStream<Submission> referring, ReferenceSettings settings) {
        return AsyncDataStream.unorderedWaitWithRetry(
                referring,
                new ReadReferences(settings),
                patience(settings).toMillis(),
                TimeUnit.MILLISECONDS,
                2 * settings.atOnce(),
                retries(settings));
    }

    private static AsyncRetryStrategy<ReferenceReading> retries(ReferenceSettings settings) {
        return new ExponentialBackoffDelayRetryStrategyBuilder<ReferenceReading>(
                        settings.tries(), FIRST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, WAIT_GROWTH)
                .ifResult((Predicate<Collection<ReferenceReading>> & Serializable)
                        readings -> readings.stream().anyMatch(ReferenceReading::again))
                .build();
    }

    /** Covers every try, its wait, and the turn of those that came before. */
    private static Duration patience(ReferenceSettings settings) {
        return settings.timeout().plusMillis(LONGEST_WAIT_MILLIS).multipliedBy(3L * settings.tries());
    }

    @Override
    public void open(OpenContext context) {
        reader = new ReferenceReader(settings);
        AtomicInteger number = new AtomicInteger();
        String task = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
        threads = Executors.newFixedThreadPool(settings.atOnce(), work -> {
            Thread thread = new Thread(work, "reference " + number.incrementAndGet() + " of " + task);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void asyncInvoke(Submission submission, ResultFuture<ReferenceReading> result) {
        if (reader == null || threads == null) {
            throw new IllegalStateException("not open");
        }
        ReferenceReader open = reader;
        threads.execute(() -> {
            try {
                result.complete(List.of(open.read(submission)));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    public void timeout(Submission submission, ResultFuture<ReferenceReading> result) {
        result.complete(List.of(ReferenceReading.unreachable(submission, "the file could not be read in time")));
    }

    @Override
    public void close() throws IOException {
        if (threads != null) {
            threads.shutdownNow();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
