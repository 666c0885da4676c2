package dev.tamis.stream.known;

import dev.tamis.stream.ingest.Submission;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first delivery of each submission pass; keyed by the submission's id. Whoever sends a record again, because it
 * did not hear that the first arrived, gets one outcome all the same. Counts {@code redeliveries}.
 */
public final class FirstDeliveries extends KeyedProcessFunction<String, Submission, Submission> {
    private static final long serialVersionUID = 1;

    private final Duration memory;
    private transient ValueState<Boolean> delivered;
    private transient Counter redeliveries;

    /** @param memory how long an id is remembered */
    public FirstDeliveries(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("delivered", Types.BOOLEAN);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        delivered = getRuntimeContext().getState(descriptor);
        redeliveries = getRuntimeContext().getMetricGroup().counter("redeliveries");
    }

    @Override
    public void processElement(Submission submission, Context context, Collector<Submission> out) throws Exception {
        if (delivered.value() != null) {
            redeliveries.inc();
            return;
        }
        delivered.update(true);
        out.collect(submission);
    }
}
