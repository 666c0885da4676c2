package dev.tamis.stream.metric;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One counter for each constant of an enum, told apart by a variable of the metric: {@code <label>.<CONSTANT>.<name>}.
 *
 * @param <E> the enum
 */
public final class EnumCounters<E extends Enum<E>> {
    private final Counter[] counters;

    public EnumCounters(MetricGroup metrics, String label, String name, Class<E> constants) {
        E[] all = constants.getEnumConstants();
        counters = new Counter[all.length];
        for (E constant : all) {
            counters[constant.ordinal()] =
                    metrics.addGroup(label, constant.name()).counter(name);
        }
    }

    public void count(E constant) {
        counters[constant.ordinal()].inc();
    }
}
