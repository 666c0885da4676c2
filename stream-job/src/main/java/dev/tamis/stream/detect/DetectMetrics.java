package dev.tamis.stream.detect;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one subtask measures of its batches: counter {@code batches}; histograms over the last {@value #WINDOW} values
 * {@code batchSize} (images), {@code queueMicros} (an image's wait for the model) and {@code computeMicros} (a batch's
 * time at the model). Images are counted by Flink's {@code numRecordsOut}. Of a detector in shadow the counters {@code
 * shadowCompared}, {@code shadowDisagreements} and {@code shadowLeftOut} (images); {@code switches} counts detectors that
 * took over.
 */
final class DetectMetrics {
    private static final int WINDOW = 1_000;

    private final Counter batches;
    private final Histogram batchSize;
    private final Histogram queueMicros;
    private final Histogram computeMicros;
    private final Counter switches;
    private final Counter shadowCompared;
    private final Counter shadowDisagreements;
    private final Counter shadowLeftOut;

    DetectMetrics(MetricGroup group) {
        batches = group.counter("batches");
        batchSize = group.histogram("batchSize", new DescriptiveStatisticsHistogram(WINDOW));
        queueMicros = group.histogram("queueMicros", new DescriptiveStatisticsHistogram(WINDOW));
        computeMicros = group.histogram("computeMicros", new DescriptiveStatisticsHistogram(WINDOW));
        switches = group.counter("switches");
        shadowCompared = group.counter("shadowCompared");
        shadowDisagreements = group.counter("shadowDisagreements");
        shadowLeftOut = group.counter("shadowLeftOut");
    }

    void queued(long nanos) {
        queueMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    void computed(int images, long nanos) {
        batches.inc();
        batchSize.update(images);
        computeMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    void switched() {
        switches.inc();
    }

    void compared(boolean disagreement) {
        shadowCompared.inc();
        if (disagreement) {
            shadowDisagreements.inc();
        }
    }

    void leftOutByShadow() {
        shadowLeftOut.inc();
    }
}
