package dev.tamis.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void knowsWherePeopleLook() {
        Ports ports = Ports.wellKnown(3, 2, 3);
        assertThat(ports.of("kafka-1")).isEqualTo(9092);
        assertThat(ports.of("kafka-3")).isEqualTo(9094);
        assertThat(ports.of("jobmanager-2")).isEqualTo(8082);
        assertThat(ports.of("console")).isEqualTo(8080);
        assertThat(ports.of("taskmanager-1-metrics")).isEqualTo(9251);
    }

    @Test
    void findsOneOfItsOwnForEachThatIsMissing() {
        Ports known = new Ports(Map.of("kafka-1", 9092));
        Ports all = known.completed(2, 1, 2);
        assertThat(all.byName()).containsEntry("kafka-1", 9092).containsKeys("kafka-2-controller", "jobmanager-1-rpc");
        assertThat(all.byName().values()).doesNotHaveDuplicates();
        assertThat(all.completed(2, 1, 2)).isEqualTo(all);
    }

    @Test
    void saysOfWhatItKnowsNoPort() {
        assertThatThrownBy(() -> new Ports(Map.of()).of("kafka-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kafka-9");
    }
}
