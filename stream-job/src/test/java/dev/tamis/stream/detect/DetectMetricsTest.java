package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class DetectMetricsTest {
    private final Map<String, Gauge<?>> gauges = new LinkedHashMap<>();

    @Test
    void tellsTheDeviceThatTheNetworkRunsOnFromThoseItRanOnBefore() {
        DetectMetrics metrics = new DetectMetrics(new Group(""));
        metrics.runsOn("CUDA");
        assertThat(measured()).isEqualTo(Map.of("device.CUDA.detectors", 1));

        metrics.runsOn("CPU");
        assertThat(measured()).isEqualTo(Map.of("device.CUDA.detectors", 0, "device.CPU.detectors", 1));

        metrics.runsOn("CUDA");
        assertThat(measured()).isEqualTo(Map.of("device.CUDA.detectors", 1, "device.CPU.detectors", 0));
    }

    private Map<String, Object> measured() {
        return gauges.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, gauge -> gauge.getValue().getValue()));
    }

    /** Knows its gauges, each of which may be registered once. */
    private final class Group extends UnregisteredMetricsGroup {
        private final String scope;

        Group(String scope) {
            this.scope = scope;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Group(scope + key + "." + value + ".");
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            assertThat(gauges.put(scope + name, gauge)).isNull();
            return gauge;
        }
    }
}
