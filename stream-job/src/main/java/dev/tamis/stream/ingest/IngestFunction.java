package dev.tamis.stream.ingest;

import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns records into submissions; what is none leaves by {@link Rejections#TAG}. */
public final class IngestFunction extends ProcessFunction<RawSubmission, Submission> {
    private static final long serialVersionUID = 1;

    private final Clock clock;
    private final boolean references;
    private final boolean reported;
    private transient SubmissionReader reader;
    private transient Rejections rejections;

    /**
     * @param references whether a submission may carry a reference in place of its payload
     * @param reported whether a person reported the images
     */
    public IngestFunction(Clock clock, boolean references, boolean reported) {
        this.clock = clock;
        this.references = references;
        this.reported = reported;
    }

    @Override
    public void open(OpenContext context) {
        reader = new SubmissionReader(clock, references, reported);
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(RawSubmission raw, Context context, Collector<Submission> out) {
        SubmissionReader.Reading reading = reader.read(raw);
        if (reading instanceof SubmissionReader.Reading.Accepted accepted) {
            out.collect(accepted.submission());
        } else if (reading instanceof SubmissionReader.Reading.Rejected rejected) {
            rejections.emit(rejected.rejection(), context);
        }
    }
}
