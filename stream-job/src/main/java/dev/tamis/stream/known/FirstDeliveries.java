package dev.tamis.stream.known;

import static java.util.Objects.requireNonNull;

import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.decode.Delivery;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.stream.ingest.Submission;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first delivery of each submission pass; keyed by the submission's id. Whoever sends a record again, because it
 * did not hear that the first arrived, gets one outcome all the same. A submission that refers to its file leaves by
 * {@link #REFERRING}, an unreadable one by {@link Rejections#TAG}. Counts {@code redeliveries}.
 */
public final class FirstDeliveries extends KeyedProcessFunction<String, Delivery, DecodedSubmission> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<Submission> REFERRING =
            new OutputTag<>("referring", TypeInformation.of(Submission.class));

    private final Duration memory;
    private transient ValueState<Boolean> delivered;
    private transient Counter redeliveries;
    private transient Rejections rejections;

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
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Delivery delivery, Context context, Collector<DecodedSubmission> out) throws Exception {
        if (delivered.value() != null) {
            redeliveries.inc();
            return;
        }
        delivered.update(true);
        if (delivery.decoded() != null) {
            out.collect(delivery.decoded());
        } else if (delivery.rejection() != null) {
            rejections.emit(delivery.rejection(), context);
        } else {
            context.output(REFERRING, requireNonNull(delivery.referring()));
        }
    }
}
