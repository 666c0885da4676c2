package org.apache.flink.metrics.prometheus;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** What Prometheus would scrape, without a server: Flink's own reporter binds to every network. In its package, to see it. */
public final class RecordingReporter extends AbstractPrometheusReporter {
    private static final CopyOnWriteArrayList<RecordingReporter> OPEN = new CopyOnWriteArrayList<>();

    /**
     * A series and its latest value.
     *
     * @param metric its name
     * @param labels by name
     */
    public record Series(String metric, Map<String, String> labels, double value) {}

    /** All series. */
    public static List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (RecordingReporter reporter : OPEN) {
            for (MetricFamilySamples family : Collections.list(reporter.registry.metricFamilySamples())) {
                for (Sample sample : family.samples) {
                    Map<String, String> labels = new TreeMap<>();
                    for (int i = 0; i < sample.labelNames.size(); i++) {
                        labels.put(sample.labelNames.get(i), sample.labelValues.get(i));
                    }
                    series.add(new Series(sample.name, labels, sample.value));
                }
            }
        }
        return series;
    }

    @Override
    public void close() {
        OPEN.remove(this);
        super.close();
    }

    /** Found by Flink as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            RecordingReporter reporter = new RecordingReporter();
            OPEN.add(reporter);
            return reporter;
        }
    }
}
