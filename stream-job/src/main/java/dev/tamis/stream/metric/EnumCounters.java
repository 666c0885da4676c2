package dev.tamis.stream.metric;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One counter for each constant of an enum, told apart by a variable of the metric: {@code <label>.<CONSTANT>.<name>}.
 *
 * @param <E> the enum
 */
public final class EnumCounters<E extends Enum<E>> {
    private final Map<E, Counter> counters;

    public EnumCounters(MetricGroup metrics, String label, String name, Class<E> constants) {
        counters = new EnumMap<>(constants);
        for (E constant : constants.getEnumConstants()) {
            counters.put(constant, metrics.addGroup(label, constant.name()).counter(name));
        }
    }

    public void count(E constant) {
        requireNonNull(counters.get(constant)).inc();
    }
}
