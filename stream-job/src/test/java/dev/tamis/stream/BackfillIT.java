package dev.tamis.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.VerdictCounts;
import dev.tamis.stream.HistoryFiles.Row;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.history.History;
import dev.tamis.stream.history.HistorySettings;
import dev.tamis.stream.ingest.RawInstruction;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.vision.detector.FixtureDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same submissions as a stream and from Parquet files, on a MiniCluster and without Kafka. */
class BackfillIT {
    private static final int SUBMISSIONS = 300;
    private static final int FILES = 3;

    @TempDir
    private Path folder;

    private Configuration options;

    @BeforeEach
    void setUp() {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        options = new Configuration().set(ModerationOptions.DETECTOR_PATH, detector.toString());
    }

    @Test
    void givesTheVerdictsOfTheStream() throws Exception {
        List<ImageSubmission> submissions =
                IntStream.range(0, SUBMISSIONS).mapToObj(BackfillIT::submission).toList();

        Map<String, ImageVerdict> streamed = stream(submissions);
        Map<String, ImageVerdict> backfilled = backfill(submissions);

        assertThat(backfilled).hasSize(SUBMISSIONS - SUBMISSIONS / 10).hasSameSizeAs(streamed);
        assertThat(backfilled).allSatisfy((id, verdict) -> {
            ImageVerdict other = requireNonNull(streamed.get(id));
            assertThat(verdict.getVerdict()).isEqualTo(other.getVerdict());
            assertThat(verdict.getScore()).isEqualTo(other.getScore());
            assertThat(verdict.getBasis()).isEqualTo(other.getBasis());
            assertThat(verdict.getImage()).isEqualTo(other.getImage());
            assertThat(verdict.getFindings()).isEqualTo(other.getFindings());
        });
        // Which of two copies was the first is up to the order in which they arrive, how many there were is not.
        assertThat(counts(backfilled, BackfillIT::sighting)).isEqualTo(counts(streamed, BackfillIT::sighting));
        assertThat(most(backfilled)).isEqualTo(most(streamed));
    }

    @Test
    void namesTheRowOfASubmission() throws Exception {
        Map<String, ImageVerdict> backfilled = backfill(
                IntStream.range(0, SUBMISSIONS).mapToObj(BackfillIT::submission).toList());

        assertThat(backfilled.values())
                .extracting(ImageVerdict::getSubmissionId, ImageVerdict::getPosition)
                .contains(
                        tuple("1", new StreamPosition("1.parquet", 0, 0L)),
                        tuple("299", new StreamPosition("2.parquet", 0, 99L)));
        List<Row<ImageRejection>> rejections =
                HistoryFiles.rows(folder.resolve("backfilled/rejections"), ImageRejection.class);
        assertThat(rejections)
                .hasSize(SUBMISSIONS / 10)
                .extracting(row -> row.value().getReason().name())
                .containsOnly("UNKNOWN_FORMAT");
    }

    /** Three image files of three accounts within an hour, and each tenth no image. */
    private static ImageSubmission submission(int number) {
        int grey = List.of(0, 128, 255).get(number % 3);
        return Submissions.message(Integer.toString(number), number % 10 == 0 ? new byte[] {1} : Submissions.png(grey))
                .setAccount("account " + number % 7)
                .setSubmittedAt(Submissions.SUBMITTED_AT.plus(Duration.ofSeconds(number)))
                .build();
    }

    private Map<String, ImageVerdict> stream(List<ImageSubmission> submissions) throws Exception {
        Path history = folder.resolve("streamed");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        FlinkDefaults.applyTo(env, DeliveryGuarantee.EXACTLY_ONCE);
        List<RawSubmission> records = IntStream.range(0, submissions.size())
                .mapToObj(offset -> Submissions.raw(offset, submissions.get(offset)))
                .toList();
        ModerationPipeline.Outcomes outcomes = ModerationPipeline.judge(
                new ModerationPipeline.Inputs(
                        env.fromData(records).uid("submissions"),
                        ModerationPipeline.nothing(env, RawSubmission.class, "reports", "reports"),
                        ModerationPipeline.nothing(env, ReviewDecision.class, "decisions", "decisions"),
                        ModerationPipeline.nothing(env, RawInstruction.class, "instructions", "instructions")),
                ModerationSettings.of(new Configuration(options).set(ModerationOptions.BOOTSTRAP_SERVERS, "none:9092")),
                new OnnxDetectorLoader());
        ModerationPipeline.record(
                outcomes,
                new History(
                        new HistorySettings(history.toUri().toString(), Duration.ofMinutes(1)), Duration.ofSeconds(1)));
        env.execute();
        return verdicts(history);
    }

    private Map<String, ImageVerdict> backfill(List<ImageSubmission> submissions) throws Exception {
        Path files = Files.createDirectories(folder.resolve("submissions"));
        for (int file = 0; file < FILES; file++) {
            List<ImageSubmission> rows = new ArrayList<>();
            for (int i = file; i < submissions.size(); i += FILES) {
                rows.add(submissions.get(i));
            }
            HistoryFiles.write(files.resolve(file + ".parquet"), ImageSubmission.class, rows);
        }
        Path history = folder.resolve("backfilled");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        ModerationPipeline.build(
                env,
                ModerationSettings.of(new Configuration(options)
                        .set(ModerationOptions.FILES, files.toUri().toString())
                        .set(ModerationOptions.HISTORY, history.toUri().toString())));
        env.execute();
        return verdicts(history);
    }

    private static Map<String, ImageVerdict> verdicts(Path history) throws IOException {
        return HistoryFiles.rows(history.resolve("verdicts"), ImageVerdict.class).stream()
                .map(Row::value)
                .collect(Collectors.toMap(ImageVerdict::getSubmissionId, Function.identity()));
    }

    private static String sighting(ImageVerdict verdict) {
        return verdict.getImage().getPayloadSha256() + " " + verdict.getSightings();
    }

    private static Map<String, Long> counts(
            Map<String, ImageVerdict> verdicts, Function<ImageVerdict, String> property) {
        return verdicts.values().stream().collect(Collectors.groupingBy(property, Collectors.counting()));
    }

    /** What was counted of each account in the end. */
    private static Map<String, List<VerdictCounts>> most(Map<String, ImageVerdict> verdicts) {
        return verdicts.values().stream()
                .collect(Collectors.toMap(
                        ImageVerdict::getAccount,
                        verdict -> verdict.getAccountHistory().getWindows(),
                        (one, other) -> total(one) > total(other) ? one : other));
    }

    private static int total(List<VerdictCounts> windows) {
        VerdictCounts shortest = windows.get(0);
        return shortest.getAuthentic() + shortest.getUncertain() + shortest.getGenerated();
    }
}
