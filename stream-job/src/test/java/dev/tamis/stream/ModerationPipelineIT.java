package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.ingest.RawInstruction;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.vision.detector.FixtureDetector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph on a MiniCluster, with ONNX Runtime and without Kafka. */
class ModerationPipelineIT {
    private static final int BLACK = 0;
    private static final int GREY = 128;
    private static final int WHITE = 255;
    private static final int SUBMISSIONS = 1_000;

    @TempDir
    private Path folder;

    private Configuration options;
    private ModerationSettings settings;
    private StreamExecutionEnvironment env;

    @BeforeEach
    void setUp() {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        options = new Configuration()
                .set(ModerationOptions.BOOTSTRAP_SERVERS, "none:9092")
                .set(ModerationOptions.DETECTOR_PATH, detector.toString());
        settings = ModerationSettings.of(options);
        env = StreamExecutionEnvironment.createLocalEnvironment(
                2,
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200))
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, true)); // of the sinks that collect outcomes
        FlinkDefaults.applyTo(env, settings.sink().delivery().guarantee());
    }

    @Test
    void givesEverySubmissionItsOutcome() throws Exception {
        List<RawSubmission> uploads = List.of(
                upload(0, "black", Submissions.png(BLACK)),
                upload(1, "grey", Submissions.png(GREY)),
                upload(2, "white", Submissions.png(WHITE)),
                upload(3, "text", "no image".getBytes(StandardCharsets.UTF_8)),
                upload(4, "empty", new byte[0]),
                new RawSubmission(Submissions.TOPIC, 3, 5, new byte[] {1, 2, 3}));

        Collected outcomes = run(env.fromData(uploads));

        assertThat(outcomes.verdicts())
                .extracting(verdict -> verdict.getSubmissionId() + " " + verdict.getVerdict())
                .containsExactlyInAnyOrder("black GENERATED", "grey UNCERTAIN", "white AUTHENTIC");
        assertThat(outcomes.rejections())
                .extracting(rejection -> rejection.getSubmissionId() + " " + rejection.getReason())
                .containsExactlyInAnyOrder("text UNKNOWN_FORMAT", "empty EMPTY", "uploads-3-5 NOT_A_SUBMISSION");
        assertThat(outcomes.reviewItems())
                .extracting(ReviewItem::getSubmissionId)
                .containsExactlyInAnyOrder("black", "grey");
    }

    @Test
    void givesEverySubmissionOneOutcomeOverAFailureInMidStream() throws Exception {
        DataStream<RawSubmission> uploads = env.fromSequence(0, SUBMISSIONS - 1)
                .map(new FailOnceAfterACheckpoint(number ->
                        upload(number, number.toString(), number % 10 == 0 ? new byte[] {1} : Submissions.png(WHITE))))
                .returns(RawSubmission.class);

        Collected outcomes = run(uploads);

        assertThat(FailOnceAfterACheckpoint.hasFailed()).isTrue();
        assertThat(Stream.concat(
                        outcomes.verdicts().stream().map(ImageVerdict::getSubmissionId),
                        outcomes.rejections().stream().map(ImageRejection::getSubmissionId)))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SUBMISSIONS)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(outcomes.rejections())
                .extracting(ImageRejection::getReason)
                .containsOnly(RejectionReason.UNKNOWN_FORMAT);
    }

    @Test
    void givesASubmissionThatIsDeliveredAgainNoSecondOutcome() throws Exception {
        byte[] black = Submissions.png(BLACK);
        List<RawSubmission> uploads = List.of(
                upload(0, "black", black),
                upload(1, "text", new byte[] {1}),
                upload(2, "black", black),
                upload(3, "text", new byte[] {1}),
                upload(4, "black again", black));

        Collected outcomes = run(env.fromData(uploads));

        assertThat(outcomes.verdicts())
                .extracting(ImageVerdict::getSubmissionId)
                .containsExactlyInAnyOrder("black", "black again");
        assertThat(outcomes.rejections())
                .extracting(ImageRejection::getSubmissionId)
                .containsExactly("text");
        assertThat(outcomes.reviewItems()).hasSize(1);
    }

    @Test
    void showsAnAnalystWhatAPersonReportedWhateverItsVerdict() throws Exception {
        byte[] white = Submissions.png(WHITE);

        Collected outcomes =
                run(env.fromData(upload(0, "white", white)), env.fromData(upload(0, "report of white", white)));

        assertThat(outcomes.verdicts())
                .extracting(verdict -> verdict.getSubmissionId() + " " + verdict.getVerdict())
                .containsExactlyInAnyOrder("white AUTHENTIC", "report of white AUTHENTIC");
        assertThat(outcomes.reviewItems())
                .extracting(ReviewItem::getSubmissionId, ReviewItem::getCause)
                .containsExactly(tuple("report of white", ReviewCause.REPORTED));
        assertThat(outcomes.reviewItems().get(0).getPriority()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void judgesFilesThatSubmissionsReferTo() throws Exception {
        Path image = Files.write(folder.resolve("black.png"), Submissions.png(BLACK));
        settings = ModerationSettings.of(options.set(
                ModerationOptions.ALLOWED_REFERENCES, List.of(folder.toUri().toString())));
        List<RawSubmission> uploads = List.of(
                referring(0, "black", image.toUri().toString()),
                referring(
                        1,
                        "text",
                        Files.write(folder.resolve("text.png"), new byte[] {1})
                                .toUri()
                                .toString()),
                referring(2, "missing", folder.resolve("missing.png").toUri().toString()),
                referring(3, "elsewhere", "file:///etc/passwd"),
                upload(4, "white", Submissions.png(WHITE)));

        Collected outcomes = run(env.fromData(uploads));

        assertThat(outcomes.verdicts())
                .extracting(verdict -> verdict.getSubmissionId() + " " + verdict.getVerdict())
                .containsExactlyInAnyOrder("black GENERATED", "white AUTHENTIC");
        assertThat(outcomes.rejections())
                .extracting(rejection -> rejection.getSubmissionId() + " " + rejection.getReason())
                .containsExactlyInAnyOrder(
                        "text UNKNOWN_FORMAT", "missing REFERENCE_UNREACHABLE", "elsewhere REFERENCE_REFUSED");
        assertThat(outcomes.reviewItems())
                .extracting(ReviewItem::getReference)
                .containsExactly(image.toUri().toString());
    }

    @Test
    void asksAgainForAFileThatCannotBeReadForNow() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] image = Submissions.png(WHITE);
            boolean ready = requests.incrementAndGet() > 2;
            exchange.sendResponseHeaders(ready ? 200 : 503, ready ? image.length : -1);
            if (ready) {
                exchange.getResponseBody().write(image);
            }
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            settings = ModerationSettings.of(options.set(ModerationOptions.ALLOWED_REFERENCES, List.of(address))
                    .set(ModerationOptions.PRIVATE_NETWORKS, true));

            // At the end of its input Flink asks once more at once, so the input lasts longer than the waits.
            DataStream<RawSubmission> uploads = env.fromSequence(0, 79)
                    .map(number -> {
                        Thread.sleep(50);
                        return number == 0
                                ? referring(number, "white", address + "white.png")
                                : upload(number, number.toString(), new byte[] {1});
                    })
                    .returns(RawSubmission.class);

            Collected outcomes = run(uploads);

            assertThat(outcomes.verdicts())
                    .extracting(ImageVerdict::getSubmissionId)
                    .containsExactly("white");
            assertThat(requests).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void raisesOneItemForAnImageThatFloodsTheStream() throws Exception {
        byte[] white = Submissions.png(WHITE);
        List<RawSubmission> uploads = IntStream.range(0, 50)
                .mapToObj(number -> upload(number, "white " + number, white))
                .toList();

        Collected outcomes = run(env.fromData(uploads));

        assertThat(outcomes.verdicts())
                .hasSize(50)
                .extracting(ImageVerdict::getVerdict)
                .containsOnly(Verdict.AUTHENTIC);
        assertThat(outcomes.reviewItems())
                .extracting(ReviewItem::getCause, item -> item.getVerdict().getSightings())
                .containsExactly(tuple(ReviewCause.FLOOD, 21));
    }

    private static RawSubmission referring(long offset, String id, String reference) {
        return Submissions.raw(
                offset,
                Submissions.message(id, new byte[0])
                        .clearPayload()
                        .setReference(reference)
                        .build());
    }

    private static RawSubmission upload(long offset, String id, byte[] payload) {
        return Submissions.raw(offset, Submissions.message(id, payload).build());
    }

    private record Collected(
            List<ImageVerdict> verdicts, List<ImageRejection> rejections, List<ReviewItem> reviewItems) {}

    private Collected run(DataStream<RawSubmission> uploads) throws Exception {
        return run(uploads, uploads.filter(upload -> false));
    }

    private Collected run(DataStream<RawSubmission> uploads, DataStream<RawSubmission> reports) throws Exception {
        DataStream<ReviewDecision> decisions = env.fromData(
                Submissions.decision(Decision.CONFIRMED, Verdict.GENERATED, Instant.EPOCH)); // on another file
        DataStream<RawInstruction> instructions =
                env.fromData(new RawInstruction("control", 0, 0, new byte[] {1}, null)); // that is none
        ModerationPipeline.Outcomes outcomes = ModerationPipeline.judge(
                new ModerationPipeline.Inputs(uploads, reports, decisions, instructions),
                settings,
                new OnnxDetectorLoader());
        CloseableIterator<ImageVerdict> verdicts = outcomes.verdicts().collectAsync();
        CloseableIterator<ImageRejection> rejections = outcomes.rejections().collectAsync();
        CloseableIterator<ReviewItem> reviewItems = outcomes.reviewItems().collectAsync();
        env.executeAsync(); // a sink that nobody empties would hold the job
        return new Collected(drained(verdicts), drained(rejections), drained(reviewItems));
    }

    private static <T> List<T> drained(Iterator<T> results) {
        List<T> all = new ArrayList<>();
        results.forEachRemaining(all::add);
        return all;
    }
}
