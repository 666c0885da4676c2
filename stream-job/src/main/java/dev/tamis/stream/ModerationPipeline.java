package dev.tamis.stream;

import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.stream.account.Accounts;
import dev.tamis.stream.account.ReviewPriority;
import dev.tamis.stream.control.Candidate;
import dev.tamis.stream.control.ControlFunction;
import dev.tamis.stream.control.Desk;
import dev.tamis.stream.control.ExamineInstructions;
import dev.tamis.stream.decide.AdoptFunction;
import dev.tamis.stream.decide.DecideFunction;
import dev.tamis.stream.decide.Judgement;
import dev.tamis.stream.decide.VerdictWriter;
import dev.tamis.stream.decode.DecodeFunction;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.decode.Delivery;
import dev.tamis.stream.detect.Assignment;
import dev.tamis.stream.detect.DetectOperatorFactory;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.detect.DetectorLoader;
import dev.tamis.stream.detect.DetectorProfile;
import dev.tamis.stream.detect.DetectorReference;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.history.History;
import dev.tamis.stream.history.HistorySettings;
import dev.tamis.stream.ingest.IngestFunction;
import dev.tamis.stream.ingest.RawInstruction;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.stream.ingest.SourceSettings;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.stream.known.FirstDeliveries;
import dev.tamis.stream.known.KnownImages;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.reference.ReadFunction;
import dev.tamis.stream.reference.ReadReferences;
import dev.tamis.stream.review.ReviewDesk;
import dev.tamis.stream.sink.SinkSettings;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the job. Every submission leaves as exactly one verdict or exactly one rejection; one that an analyst should
 * see leaves as a review item too.
 */
public final class ModerationPipeline {
    private ModerationPipeline() {}

    /**
     * What the job reads.
     *
     * @param reports submissions whose image a person reported, which do not wait behind the others
     */
    record Inputs(
            DataStream<RawSubmission> submissions,
            DataStream<RawSubmission> reports,
            DataStream<ReviewDecision> decisions,
            DataStream<RawInstruction> instructions) {}

    /**
     * What the job writes.
     *
     * @param status what became of the instructions
     * @param disagreements of the detector in shadow
     */
    record Outcomes(
            DataStream<ImageVerdict> verdicts,
            DataStream<ImageRejection> rejections,
            DataStream<ReviewItem> reviewItems,
            DataStream<ControlStatus> status,
            DataStream<ShadowDisagreement> disagreements,
            DataStream<ModerationAlert> alerts) {}

    /**
     * Builds the job from its sources to its sinks, and sets what it needs of Flink where the environment leaves it open.
     *
     * @throws InvalidOptionException where the detector's file cannot be used
     */
    public static void build(StreamExecutionEnvironment env, ModerationSettings settings) {
        SourceSettings source = settings.source();
        if (source.range().isBounded()) {
            FlinkDefaults.applyToBackfill(env);
        } else {
            FlinkDefaults.applyTo(env, settings.sink().delivery().guarantee());
        }
        Inputs inputs = source.range().isBounded() ? backfill(env, source) : stream(env, source);
        Outcomes outcomes = judge(
                inputs,
                settings,
                new OnnxDetectorLoader(
                        settings.detector().inference(), settings.detector().sessions()));
        if (settings.toKafka()) {
            write(outcomes, settings.sink());
        }
        HistorySettings history = settings.history();
        if (history != null) {
            record(outcomes, new History(history, Duration.ofMillis(env.getCheckpointInterval())));
        }
    }

    private static Inputs stream(StreamExecutionEnvironment env, SourceSettings source) {
        return new Inputs(
                read(env, source.submissionsSource(), "submissions", OperatorIds.SUBMISSIONS),
                read(env, source.reportsSource(), "reports", OperatorIds.REPORTS),
                read(env, source.decisionsSource(), "decisions", OperatorIds.DECISIONS),
                read(env, source.instructionsSource(Instant.now()), "instructions", OperatorIds.INSTRUCTIONS)
                        .setParallelism(1));
    }

    /** Inputs that end. Files are read by one task, so that they stay in order. */
    private static Inputs backfill(StreamExecutionEnvironment env, SourceSettings source) {
        return new Inputs(
                source.range().files() == null
                        ? read(env, source.submissionsSource(), "submissions", OperatorIds.SUBMISSIONS)
                        : read(env, source.filesSource(), "submission files", OperatorIds.SUBMISSION_FILES)
                                .setParallelism(1),
                source.range().files() == null
                        ? read(env, source.reportsSource(), "reports", OperatorIds.REPORTS)
                        : nothing(env, RawSubmission.class, "no reports", OperatorIds.REPORTS),
                source.kafka().exists()
                        ? read(env, source.decisionsSource(), "decisions", OperatorIds.DECISIONS)
                        : nothing(env, ReviewDecision.class, "no decisions", OperatorIds.DECISIONS),
                nothing(env, RawInstruction.class, "no instructions", OperatorIds.INSTRUCTIONS));
    }

    /** An input that ends at once. */
    @SuppressWarnings("deprecation") // what is to take its place refuses a collection without elements
    static <T> DataStream<T> nothing(StreamExecutionEnvironment env, Class<T> type, String name, String uid) {
        return env.fromCollection(List.<T>of(), TypeInformation.of(type))
                .name(name)
                .uid(uid);
    }

    private static void write(Outcomes outcomes, SinkSettings sink) {
        write(outcomes.verdicts(), sink.verdicts(), "verdicts", OperatorIds.VERDICTS);
        write(outcomes.rejections(), sink.rejections(), "rejections", OperatorIds.REJECTIONS);
        write(outcomes.reviewItems(), sink.reviewItems(), "review items", OperatorIds.REVIEW_ITEMS);
        write(outcomes.status(), sink.controlStatus(), "control status", OperatorIds.CONTROL_STATUS)
                .setParallelism(1);
        write(outcomes.disagreements(), sink.disagreements(), "disagreements", OperatorIds.SHADOW_DISAGREEMENTS)
                .setParallelism(1);
        write(outcomes.alerts(), sink.alerts(), "alerts", OperatorIds.ALERTS).setParallelism(1);
    }

    static void record(Outcomes outcomes, History history) {
        DataStream<ImageVerdict> rows =
                outcomes.verdicts().map(History::row).name("history rows").uid(OperatorIds.HISTORY_ROWS);
        write(rows, history.verdicts(), "verdict history", OperatorIds.VERDICT_HISTORY);
        write(outcomes.rejections(), history.rejections(), "rejection history", OperatorIds.REJECTION_HISTORY);
    }

    private static <T> DataStreamSource<T> read(
            StreamExecutionEnvironment env, Source<T, ?, ?> source, String name, String uid) {
        DataStreamSource<T> read = env.fromSource(source, WatermarkStrategy.noWatermarks(), name);
        read.uid(uid);
        return read;
    }

    private static <T> DataStreamSink<T> write(DataStream<T> outcomes, Sink<T> sink, String name, String uid) {
        return outcomes.sinkTo(sink).name(name).uid(uid);
    }

    /** The part of the graph between sources and sinks, for whatever sources, sinks and detector. */
    static Outcomes judge(Inputs inputs, ModerationSettings settings, DetectorLoader detectors) {
        DetectorProfile detector = profile(detectors, settings);
        Assignment options = assignment(detector, settings);
        Clock clock = Clock.systemUTC();
        VerdictWriter writer = new VerdictWriter(clock);

        boolean references = settings.references().allowed().any();
        SingleOutputStreamOperator<Submission> read = inputs.submissions()
                .process(new IngestFunction(clock, references, false))
                .name("ingest")
                .uid(OperatorIds.INGEST);
        // Apart, so that they come by a way of their own to where they take turns with the others.
        SingleOutputStreamOperator<Submission> reported = inputs.reports()
                .process(new IngestFunction(clock, references, true))
                .name("ingest reports")
                .uid(OperatorIds.INGEST_REPORTS);
        // Within the task that reads, so that a decoder never waits for a payload on its way from another task.
        DecodeFunction decode = new DecodeFunction(detector.preprocessing(), settings.limits(), clock);
        DataStream<Delivery> decoded = read.map(decode).name("decode").uid(OperatorIds.DECODE);
        DataStream<Delivery> decodedReports =
                reported.map(decode).name("decode reports").uid(OperatorIds.DECODE_REPORTS);
        SingleOutputStreamOperator<DecodedSubmission> delivered = decoded.union(decodedReports)
                .keyBy(Delivery::id)
                .process(new FirstDeliveries(settings.memory().deliveries()))
                .name("first deliveries")
                .uid(OperatorIds.FIRST_DELIVERIES);
        SingleOutputStreamOperator<DecodedSubmission> fetched = ReadReferences.of(
                        delivered.getSideOutput(FirstDeliveries.REFERRING), settings.references())
                .name("read references")
                .uid(OperatorIds.READ_REFERENCES)
                .process(new ReadFunction(detector.preprocessing(), settings.limits(), clock))
                .name("read")
                .uid(OperatorIds.READ);
        SingleOutputStreamOperator<Sighting> unknown = delivered
                .union(fetched)
                .keyBy(DecodedSubmission::payloadSha256)
                .connect(inputs.decisions().keyBy(ReviewDecision::getPayloadSha256))
                .process(new KnownImages(settings.memory().decisions()))
                .name("known images")
                .uid(OperatorIds.KNOWN_IMAGES);
        SingleOutputStreamOperator<Assignment> assignments = ExamineInstructions.of(
                        inputs.instructions(), settings.signature(), detectors)
                .name("examine instructions")
                .uid(OperatorIds.EXAMINE_INSTRUCTIONS)
                .setParallelism(1)
                .keyBy(examined -> true)
                .process(new ControlFunction(Desk.of(options, Candidate.of(detector)), clock))
                .name("control")
                .uid(OperatorIds.CONTROL)
                .setParallelism(1);
        SingleOutputStreamOperator<DetectedSubmission> detected = unknown.connect(assignments.broadcast())
                .transform(
                        "detect",
                        TypeInformation.of(DetectedSubmission.class),
                        new DetectOperatorFactory(
                                detectors, options, settings.detector().maxBatch(), clock))
                .uid(OperatorIds.DETECT);
        SingleOutputStreamOperator<Judgement> decided =
                detected.process(new DecideFunction(writer)).name("decide").uid(OperatorIds.DECIDE);
        DataStream<Judgement> adopted = unknown.getSideOutput(KnownImages.DECIDED)
                .map(new AdoptFunction(writer))
                .name("adopt")
                .uid(OperatorIds.ADOPT);
        SingleOutputStreamOperator<Judgement> reviewed = decided.getSideOutput(DecideFunction.FLAGGED)
                .keyBy(flagged -> true)
                .process(new ReviewDesk(settings.review(), clock))
                .name("review desk")
                .uid(OperatorIds.REVIEW_DESK)
                .setParallelism(1);
        SingleOutputStreamOperator<ImageVerdict> verdicts = decided.union(adopted, reviewed)
                .keyBy(Judgement::account)
                .connect(inputs.decisions()
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
                                reported.getSideOutput(Rejections.TAG),
                                delivered.getSideOutput(Rejections.TAG),
                                fetched.getSideOutput(Rejections.TAG)),
                verdicts.getSideOutput(Accounts.REVIEW_ITEMS),
                assignments
                        .getSideOutput(ControlFunction.STATUS)
                        .union(detected.getSideOutput(DetectOperatorFactory.STATUS)),
                detected.getSideOutput(DetectOperatorFactory.DISAGREEMENTS),
                reviewed.getSideOutput(ReviewDesk.ALERTS));
    }

    private static DetectorProfile profile(DetectorLoader detectors, ModerationSettings settings) {
        try {
            return detectors.profile(new DetectorReference(settings.detector().uri(), null));
        } catch (UnusableDetectorException e) {
            throw new InvalidOptionException(
                    ModerationOptions.DETECTOR_PATH.key() + " names no detector that can be used: " + e.getMessage());
        }
    }

    /** What the options ask for; every subtask must find the very file that was found here. */
    private static Assignment assignment(DetectorProfile detector, ModerationSettings settings) {
        try {
            settings.verdict().thresholds(detector.thresholds());
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("%s and %s do not go with %s of detector %s: %s"
                    .formatted(
                            ModerationOptions.AUTHENTIC_BELOW.key(),
                            ModerationOptions.GENERATED_FROM.key(),
                            detector.thresholds(),
                            detector.identity().getId(),
                            e.getMessage()));
        }
        DetectorReference file = new DetectorReference(
                settings.detector().uri(), detector.identity().getSha256());
        return new Assignment(null, file, null, settings.verdict());
    }
}
