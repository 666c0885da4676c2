package dev.tamis.stream.detect;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one subtask measures of its batches: counter {@code batches}; histograms over the last {@value #WINDOW} values
 * {@code batchSize} (images), {@code queueMicros} (an image's wait for the model) and {@code computeMicros} (a batch's
 * time at the model). Images are counted by Flink's {@code numRecordsOut}.
 */
final class DetectMetrics {
    private static final int WINDOW = 1_000;

    private final Counter batches;
    private final Histogram batchSize;
    private final Histogram queueMicros;
    private final Histogram computeMicros;

    DetectMetrics(MetricGroup group) {
        batches = group.counter("batches");
        batchSize = group.histogram("batchSize", new DescriptiveStatisticsHistogram(WINDOW));
        queueMicros = group.histogram("queueMicros", new DescriptiveStatisticsHistogram(WINDOW));
        computeMicros = group.histogram("computeMicros", new DescriptiveStatisticsHistogram(WINDOW));
    }

    void queued(long nanos) {
        queueMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    void computed(int images, long nanos) {
        batches.inc();
        batchSize.update(images);
        computeMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
