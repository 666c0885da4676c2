package dev.tamis.stream;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.stream.decide.DecideFunction;
import dev.tamis.stream.decide.VerdictPolicy;
import dev.tamis.stream.decide.VerdictWriter;
import dev.tamis.stream.decode.DecodeFunction;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.detect.DetectOperatorFactory;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.detect.DetectorLoader;
import dev.tamis.stream.detect.DetectorProfile;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.ingest.IngestFunction;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the job. Every submission leaves as exactly one verdict or exactly one rejection; a flagged one leaves as
 * a review item too.
 */
public final class ModerationPipeline {
    private ModerationPipeline() {}

    /** Where submissions end. */
    public record Outcomes(
            DataStream<ImageVerdict> verdicts,
            DataStream<ImageRejection> rejections,
            DataStream<ReviewItem> reviewItems) {}

    /**
     * Builds the job from Kafka to Kafka, and sets what it needs of Flink where the environment leaves it open.
     *
     * @throws InvalidOptionException where the detector's file cannot be used
     */
    public static void build(StreamExecutionEnvironment env, ModerationSettings settings) {
        FlinkDefaults.applyTo(env);
        DataStream<RawSubmission> submissions = env.fromSource(
                        settings.source().source(), WatermarkStrategy.noWatermarks(), "submissions")
                .uid(OperatorIds.SUBMISSIONS);
        Outcomes outcomes = judge(
                submissions,
                settings,
                new OnnxDetectorLoader(settings.detector().file()));
        outcomes.verdicts().sinkTo(settings.sink().verdicts()).name("verdicts").uid(OperatorIds.VERDICTS);
        outcomes.rejections()
                .sinkTo(settings.sink().rejections())
                .name("rejections")
                .uid(OperatorIds.REJECTIONS);
        outcomes.reviewItems()
                .sinkTo(settings.sink().reviewItems())
                .name("review items")
                .uid(OperatorIds.REVIEW_ITEMS);
    }

    /** The part of the graph between source and sinks, for whatever source, sinks and detector. */
    static Outcomes judge(
            DataStream<RawSubmission> submissions, ModerationSettings settings, DetectorLoader detectors) {
        DetectorProfile detector = profile(detectors);
        VerdictPolicy policy = settings.policy(detector);
        Clock clock = Clock.systemUTC();

        SingleOutputStreamOperator<Submission> read =
                submissions.process(new IngestFunction(clock)).name("ingest").uid(OperatorIds.INGEST);
        SingleOutputStreamOperator<DecodedSubmission> decoded = read.process(
                        new DecodeFunction(detector.preprocessing(), settings.limits(), clock))
                .name("decode")
                .uid(OperatorIds.DECODE);
        SingleOutputStreamOperator<DetectedSubmission> detected = decoded.transform(
                        "detect",
                        TypeInformation.of(DetectedSubmission.class),
                        new DetectOperatorFactory(
                                detectors,
                                detector.identity(),
                                settings.detector().maxBatch()))
                .uid(OperatorIds.DETECT);
        SingleOutputStreamOperator<ImageVerdict> verdicts = detected.process(
                        new DecideFunction(new VerdictWriter(policy, detector.identity(), clock)))
                .name("decide")
                .uid(OperatorIds.DECIDE);
        return new Outcomes(
                verdicts,
                read.getSideOutput(Rejections.TAG).union(decoded.getSideOutput(Rejections.TAG)),
                verdicts.getSideOutput(DecideFunction.REVIEW_ITEMS));
    }

    private static DetectorProfile profile(DetectorLoader detectors) {
        try {
            return detectors.profile();
        } catch (UnusableDetectorException e) {
            throw new InvalidOptionException(
                    ModerationOptions.DETECTOR_PATH.key() + " names no detector that can be used: " + e.getMessage());
        }
    }
}
