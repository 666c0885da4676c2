package dev.tamis.stream.ingest;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.metric.EnumCounters;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.OutputTag;

/** The way of rejections out of an operator: a side output, and one counter {@code reason.<REASON>.rejections} a reason. */
public final class Rejections {
    public static final OutputTag<ImageRejection> TAG =
            new OutputTag<>("rejections", TypeInformation.of(ImageRejection.class));

    private final EnumCounters<RejectionReason> counters;

    public Rejections(MetricGroup metrics) {
        counters = new EnumCounters<>(metrics, "reason", "rejections", RejectionReason.class);
    }

    /** Counts the rejection and sends it out. */
    public void emit(ImageRejection rejection, ProcessFunction<?, ?>.Context context) {
        counters.count(rejection.getReason());
        context.output(TAG, rejection);
    }

    /** The same, out of a keyed operator. */
    public void emit(ImageRejection rejection, KeyedProcessFunction<?, ?, ?>.Context context) {
        counters.count(rejection.getReason());
        context.output(TAG, rejection);
    }
}
