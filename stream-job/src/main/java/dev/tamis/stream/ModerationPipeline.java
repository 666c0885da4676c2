package dev.tamis.stream;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.stream.account.Accounts;
import dev.tamis.stream.account.ReviewPriority;
import dev.tamis.stream.decide.AdoptFunction;
import dev.tamis.stream.decide.DecideFunction;
import dev.tamis.stream.decide.Judgement;
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
import dev.tamis.stream.known.FirstDeliveries;
import dev.tamis.stream.known.KnownImages;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.reference.ReadFunction;
import dev.tamis.stream.reference.ReadReferences;
import dev.tamis.stream.review.ReviewDesk;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the job. Every submission leaves as exactly one verdict or exactly one rejection; one that an analyst should
 * see leaves as a review item too.
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
                        settings.source().submissionsSource(), WatermarkStrategy.noWatermarks(), "submissions")
                .uid(OperatorIds.SUBMISSIONS);
        DataStream<ReviewDecision> decisions = env.fromSource(
                        settings.source().decisionsSource(), WatermarkStrategy.noWatermarks(), "decisions")
                .uid(OperatorIds.DECISIONS);
        Outcomes outcomes = judge(
                submissions,
                decisions,
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

    /** The part of the graph between sources and sinks, for whatever sources, sinks and detector. */
    static Outcomes judge(
            DataStream<RawSubmission> submissions,
            DataStream<ReviewDecision> decisions,
            ModerationSettings settings,
            DetectorLoader detectors) {
        DetectorProfile detector = profile(detectors);
        Clock clock = Clock.systemUTC();
        VerdictWriter writer = new VerdictWriter(settings.policy(detector), detector.identity(), clock);

        SingleOutputStreamOperator<Submission> read = submissions
                .process(new IngestFunction(
                        clock, settings.references().allowed().any()))
                .name("ingest")
                .uid(OperatorIds.INGEST);
        SingleOutputStreamOperator<Submission> delivered = read.keyBy(Submission::id)
                .process(new FirstDeliveries(settings.memory().deliveries()))
                .name("first deliveries")
                .uid(OperatorIds.FIRST_DELIVERIES);
        SingleOutputStreamOperator<Submission> fetched = ReadReferences.of(
                        delivered.getSideOutput(FirstDeliveries.REFERRING), settings.references())
                .name("read references")
                .uid(OperatorIds.READ_REFERENCES)
                .process(new ReadFunction(clock))
                .name("read")
                .uid(OperatorIds.READ);
        // Apart, so that a payload goes from delivery to decoder within one task.
        DecodeFunction decode = new DecodeFunction(detector.preprocessing(), settings.limits(), clock);
        SingleOutputStreamOperator<DecodedSubmission> decoded =
                delivered.process(decode).name("decode").uid(OperatorIds.DECODE);
        SingleOutputStreamOperator<DecodedSubmission> decodedFetched =
                fetched.process(decode).name("decode read").uid(OperatorIds.DECODE_READ);
        SingleOutputStreamOperator<Sighting> unknown = decoded.union(decodedFetched)
                .keyBy(DecodedSubmission::payloadSha256)
                .connect(decisions.keyBy(ReviewDecision::getPayloadSha256))
                .process(new KnownImages(settings.memory().decisions()))
                .name("known images")
                .uid(OperatorIds.KNOWN_IMAGES);
        SingleOutputStreamOperator<Judgement> decided = unknown.transform(
                        "detect",
                        TypeInformation.of(DetectedSubmission.class),
                        new DetectOperatorFactory(
                                detectors,
                                detector.identity(),
                                settings.detector().maxBatch()))
                .uid(OperatorIds.DETECT)
                .process(new DecideFunction(writer))
                .name("decide")
                .uid(OperatorIds.DECIDE);
        DataStream<Judgement> adopted = unknown.getSideOutput(KnownImages.DECIDED)
                .map(new AdoptFunction(writer))
                .name("adopt")
                .uid(OperatorIds.ADOPT);
        DataStream<Judgement> reviewed = decided.getSideOutput(DecideFunction.FOR_REVIEW)
                .keyBy(item -> true)
                .process(new ReviewDesk(settings.review()))
                .name("review desk")
                .uid(OperatorIds.REVIEW_DESK)
                .setParallelism(1);
        SingleOutputStreamOperator<ImageVerdict> verdicts = decided.union(adopted, reviewed)
                .keyBy(Judgement::account)
                .connect(decisions
                        .filter(Accounts::concerns)
                        .name("decisions on accounts")
                        .uid(OperatorIds.ACCOUNT_DECISIONS)
                        .keyBy(ReviewDecision::getAccount))
                .process(new Accounts(settings.accounts(), ReviewPriority.DEFAULT))
                .name("accounts")
                .uid(OperatorIds.ACCOUNTS);
        return new Outcomes(
                verdicts,
                read.getSideOutput(Rejections.TAG)
                        .union(
                                fetched.getSideOutput(Rejections.TAG),
                                decoded.getSideOutput(Rejections.TAG),
                                decodedFetched.getSideOutput(Rejections.TAG)),
                verdicts.getSideOutput(Accounts.REVIEW_ITEMS));
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
