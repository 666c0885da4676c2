package dev.tamis.stream.decide;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.metric.EnumCounters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gives each scored submission its verdict; the review item of a flagged one leaves by {@link #REVIEW_ITEMS}. Counts
 * {@code verdict.<VERDICT>.verdicts}.
 */
public final class DecideFunction extends ProcessFunction<DetectedSubmission, ImageVerdict> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<ReviewItem> REVIEW_ITEMS =
            new OutputTag<>("review-items", TypeInformation.of(ReviewItem.class));

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
    public void processElement(DetectedSubmission detected, Context context, Collector<ImageVerdict> out) {
        ImageVerdict verdict = writer.verdict(detected);
        counters.count(verdict.getVerdict());
        out.collect(verdict);
        if (writer.isFlagged(verdict)) {
            context.output(REVIEW_ITEMS, VerdictWriter.reviewItem(detected.decoded(), verdict));
        }
    }
}
