package org.apache.flink.metrics.prometheus;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** What Prometheus would scrape, without a server: Flink's own reporter binds to every network. In its package, to see it. */
public final class RecordingReporter extends AbstractPrometheusReporter {
    private static final CopyOnWriteArrayList<RecordingReporter> OPEN = new CopyOnWriteArrayList<>();

    /** Names of all metrics and labels, as {@code name} and {@code name{label}}. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (RecordingReporter reporter : OPEN) {
            for (MetricFamilySamples family : Collections.list(reporter.registry.metricFamilySamples())) {
                for (Sample sample : family.samples) {
                    names.add(sample.name);
                    sample.labelNames.forEach(label -> names.add(sample.name + "{" + label + "}"));
                }
            }
        }
        return names;
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
