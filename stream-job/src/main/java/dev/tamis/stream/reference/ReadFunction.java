package dev.tamis.stream.reference;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.stream.ingest.Submission;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets submissions pass whose file was read; the others leave by {@link Rejections#TAG}. */
public final class ReadFunction extends ProcessFunction<ReferenceReading, Submission> {
    private static final long serialVersionUID = 1;

    private final Clock clock;
    private transient Rejections rejections;

    public ReadFunction(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(ReferenceReading reading, Context context, Collector<Submission> out) {
        RejectionReason reason = reading.reason();
        if (reason == null) {
            out.collect(reading.submission());
        } else {
            rejections.emit(reading.submission().rejection(reason, reading.detail(), clock.instant()), context);
        }
    }
}
