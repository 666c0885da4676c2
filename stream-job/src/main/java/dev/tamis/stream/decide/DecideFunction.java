package dev.tamis.stream.decide;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.stream.detect.DetectedSubmission;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gives each scored submission its verdict. One that an analyst should see leaves by {@link #FLAGGED}.
 */
public final class DecideFunction extends ProcessFunction<DetectedSubmission, Judgement>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    public static final OutputTag<Flagged> FLAGGED = new OutputTag<>("flagged", TypeInformation.of(Flagged.class));

    private final VerdictWriter writer;
    private transient @Nullable ListState<Integer> counted;
    private transient int unflagged; // since the last one that was flagged

    public DecideFunction(VerdictWriter writer) {
        this.writer = writer;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<Integer> state =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("unflagged", Types.INT));
        unflagged = 0;
        for (int before : state.get()) {
            unflagged += before;
        }
        counted = state;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        requireNonNull(counted).update(List.of(unflagged));
    }

    @Override
    public void processElement(DetectedSubmission detected, Context context, Collector<Judgement> out) {
        ImageVerdict verdict = writer.verdict(detected);
        boolean reported = detected.sighting().decoded().submission().reported();
        Optional<ReviewCause> cause = detected.policy().cause(verdict.getVerdict(), verdict.getSightings(), reported);
        if (cause.isEmpty()) {
            unflagged++;
            out.collect(Judgement.of(verdict));
            return;
        }
        ReviewItem item = VerdictWriter.reviewItem(detected.sighting().decoded(), verdict, cause.get());
        context.output(FLAGGED, new Flagged(item, unflagged, detected.policy().breaker()));
        unflagged = 0;
    }
}
