package dev.tamis.stream.detect;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one subtask measures of its batches: counter {@code batches}; histograms over the last {@value #WINDOW} values
 * {@code batchSize} (images), {@code queueMicros} (an image's wait for the model) and {@code computeMicros} (a batch's
 * time at the model). Images are counted by Flink's {@code numRecordsOut}. Of a detector in shadow the counters {@code
 * shadowCompared}, {@code shadowDisagreements} and {@code shadowLeftOut} (images); {@code switches} counts detectors that
 * took over, {@code failedInstructions} tries in vain to make ready what an instruction asks for. The gauge {@code
 * device.<DEVICE>.detectors} is 1 for the device that the network runs on and 0 for each that it ran on before.
 */
final class DetectMetrics {
    private static final int WINDOW = 1_000;

    private final MetricGroup group;
    private final Counter batches;
    private final Histogram batchSize;
    private final Histogram queueMicros;
    private final Histogram computeMicros;
    private final Counter switches;
    private final Counter shadowCompared;
    private final Counter shadowDisagreements;
    private final Counter shadowLeftOut;
    private final Counter failedInstructions;
    private final Set<String> devices = new HashSet<>();
    /** Read by reporters, on threads of theirs. */
    private volatile String device = "";

    DetectMetrics(MetricGroup group) {
        this.group = group;
        batches = group.counter("batches");
        batchSize = group.histogram("batchSize", new DescriptiveStatisticsHistogram(WINDOW));
        queueMicros = group.histogram("queueMicros", new DescriptiveStatisticsHistogram(WINDOW));
        computeMicros = group.histogram("computeMicros", new DescriptiveStatisticsHistogram(WINDOW));
        switches = group.counter("switches");
        shadowCompared = group.counter("shadowCompared");
        shadowDisagreements = group.counter("shadowDisagreements");
        shadowLeftOut = group.counter("shadowLeftOut");
        failedInstructions = group.counter("failedInstructions");
    }

    /** The network runs on this device from now on. */
    void runsOn(String name) {
        device = name;
        if (devices.add(name)) {
            Gauge<Integer> detectors = () -> name.equals(device) ? 1 : 0;
            group.addGroup("device", name).gauge("detectors", detectors);
        }
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

    void instructionFailed() {
        failedInstructions.inc();
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
