package dev.tamis.stream.reference;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.decode.Decoder;
import dev.tamis.stream.decode.Delivery;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes the files that were read; a reference or file that was not readable leaves by {@link Rejections#TAG}. */
public final class ReadFunction extends ProcessFunction<ReferenceReading, DecodedSubmission> {
    private static final long serialVersionUID = 1;

    private final PreprocessSpec spec;
    private final DecodeLimits limits;
    private final Clock clock;
    private transient Decoder decoder;
    private transient Rejections rejections;

    /** @param spec the input of the detector that will score the images */
    public ReadFunction(PreprocessSpec spec, DecodeLimits limits, Clock clock) {
        this.spec = spec;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new Decoder(spec, limits, clock, getRuntimeContext().getMetricGroup());
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(ReferenceReading reading, Context context, Collector<DecodedSubmission> out) {
        RejectionReason reason = reading.reason();
        if (reason != null) {
            rejections.emit(reading.submission().rejection(reason, reading.detail(), clock.instant()), context);
            return;
        }
        Delivery delivery = decoder.decode(reading.submission());
        if (delivery.decoded() != null) {
            out.collect(delivery.decoded());
        } else {
            rejections.emit(requireNonNull(delivery.rejection()), context);
        }
    }
}
