package dev.tamis.stream.decide;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.metric.EnumCounters;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gives each scored submission its verdict. One that an analyst should see leaves as a review item by {@link #FOR_REVIEW},
 * with its verdict inside. Counts {@code verdict.<VERDICT>.verdicts}.
 */
public final class DecideFunction extends ProcessFunction<DetectedSubmission, Judgement> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<ReviewItem> FOR_REVIEW =
            new OutputTag<>("for-review", TypeInformation.of(ReviewItem.class));

    private final VerdictWriter writer;
    private transient EnumCounters<Verdict> counters;

    public DecideFunction(VerdictWriter writer) {
        this.writer = writer;
    }

    @Override
    public void open(OpenContext context) {
        counters = new EnumCounters<>(getRuntimeContext().getMetricGroup(), "verdict", "verdicts", Verdict.class);
    }

    @Override
    public void processElement(DetectedSubmission detected, Context context, Collector<Judgement> out) {
        ImageVerdict verdict = writer.verdict(detected);
        counters.count(verdict.getVerdict());
        Optional<ReviewCause> cause = writer.cause(verdict);
        if (cause.isPresent()) {
            context.output(
                    FOR_REVIEW, VerdictWriter.reviewItem(detected.sighting().decoded(), verdict, cause.get()));
        } else {
            out.collect(Judgement.of(verdict));
        }
    }
}
