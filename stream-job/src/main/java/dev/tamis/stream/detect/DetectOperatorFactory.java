package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.known.Sighting;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that scores images in micro-batches, with a detector of its own in each subtask. */
public final class DetectOperatorFactory extends AbstractStreamOperatorFactory<DetectedSubmission>
        implements OneInputStreamOperatorFactory<Sighting, DetectedSubmission> {
    private static final long serialVersionUID = 1;

    private final DetectorLoader loader;
    private final DetectorIdentity expected;
    private final int maxBatch;

    /**
     * @param expected the detector that the graph was built for; a subtask that loads another fails
     * @param maxBatch most images that the model is given at once
     */
    public DetectOperatorFactory(DetectorLoader loader, DetectorIdentity expected, int maxBatch) {
        checkArgument(maxBatch > 0, "maxBatch must be positive: %s", maxBatch);
        this.loader = loader;
        this.expected = expected;
        this.maxBatch = maxBatch;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    DetectorLoader loader() {
        return loader;
    }

    DetectorIdentity expected() {
        return expected;
    }

    int maxBatch() {
        return maxBatch;
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
