package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.stream.known.Sighting;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.util.OutputTag;

/**
 * Makes the operator that scores images in micro-batches, with a detector of its own in each subtask. Its second input says
 * what to score with from then on; every subtask must get all of it. What became of that leaves by {@link #STATUS}.
 */
public final class DetectOperatorFactory extends AbstractStreamOperatorFactory<DetectedSubmission>
        implements TwoInputStreamOperatorFactory<Sighting, Assignment, DetectedSubmission> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<ControlStatus> STATUS =
            new OutputTag<>("status", TypeInformation.of(ControlStatus.class));

    public static final OutputTag<ShadowDisagreement> DISAGREEMENTS =
            new OutputTag<>("disagreements", TypeInformation.of(ShadowDisagreement.class));

    private final DetectorLoader loader;
    private final Assignment options;
    private final int maxBatch;
    private final Clock clock;

    /**
     * @param options what the job's options ask for, which is in force until an instruction changes it
     * @param maxBatch most images that the model is given at once
     * @param clock of statuses and disagreements
     */
    public DetectOperatorFactory(DetectorLoader loader, Assignment options, int maxBatch, Clock clock) {
        checkArgument(maxBatch > 0, "maxBatch must be positive: %s", maxBatch);
        this.loader = loader;
        this.options = options;
        this.maxBatch = maxBatch;
        this.clock = clock;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    DetectorLoader loader() {
        return loader;
    }

    Assignment options() {
        return options;
    }

    int maxBatch() {
        return maxBatch;
    }

    Clock clock() {
        return clock;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<DetectedSubmission>> T createStreamOperator(
            StreamOperatorParameters<DetectedSubmission> parameters) {
        return (T) new DetectOperator(parameters, this);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DetectOperator.class;
    }
}
