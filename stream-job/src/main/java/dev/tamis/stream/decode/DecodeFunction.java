package dev.tamis.stream.decode;

import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Decodes the payloads of submissions; those that refer to their file pass as they are. */
public final class DecodeFunction extends RichMapFunction<Submission, Delivery> {
    private static final long serialVersionUID = 1;

    private final PreprocessSpec spec;
    private final DecodeLimits limits;
    private final Clock clock;
    private transient Decoder decoder;

    /** @param spec the input of the detector that will score the images */
    public DecodeFunction(PreprocessSpec spec, DecodeLimits limits, Clock clock) {
        this.spec = spec;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new Decoder(spec, limits, clock, getRuntimeContext().getMetricGroup());
    }

    @Override
    public Delivery map(Submission submission) {
        return submission.isReferring() ? Delivery.of(submission) : decoder.decode(submission);
    }
}
