package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.stream.HistoryFiles.Row;
import dev.tamis.stream.detect.OnnxDetectorLoader;
import dev.tamis.stream.history.History;
import dev.tamis.stream.history.HistorySettings;
import dev.tamis.stream.ingest.RawInstruction;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's history on a MiniCluster, read back by Parquet's reader. */
class HistoryIT {
    private static final int SUBMISSIONS = 1_000;
    private static final Duration INTERVAL = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Test
    void hasEveryOutcomeOnceByDayOverAFailureInMidStream() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        Path history = folder.resolve("history");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                2, new Configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL));
        FlinkDefaults.applyTo(env, DeliveryGuarantee.EXACTLY_ONCE);
        ModerationSettings settings = ModerationSettings.of(new Configuration()
                .set(ModerationOptions.BOOTSTRAP_SERVERS, "none:9092")
                .set(ModerationOptions.DETECTOR_PATH, detector.toString()));
        byte[] black = Submissions.png(0);

        ModerationPipeline.Outcomes outcomes = ModerationPipeline.judge(
                new ModerationPipeline.Inputs(
                        env.fromSequence(0, SUBMISSIONS - 1)
                                .uid("numbers")
                                .map(new FailOnceAfterACheckpoint(number -> submission(number, black)))
                                .returns(RawSubmission.class)
                                .uid("submissions"),
                        ModerationPipeline.nothing(env, RawSubmission.class, "reports", "reports"),
                        ModerationPipeline.nothing(env, ReviewDecision.class, "decisions", "decisions"),
                        ModerationPipeline.nothing(env, RawInstruction.class, "instructions", "instructions")),
                settings,
                new OnnxDetectorLoader());
        ModerationPipeline.record(
                outcomes,
                new History(new HistorySettings(history.toUri().toString(), INTERVAL.multipliedBy(10)), INTERVAL));
        env.execute();

        assertThat(FailOnceAfterACheckpoint.hasFailed()).isTrue();
        List<Row<ImageVerdict>> verdicts = HistoryFiles.rows(history.resolve("verdicts"), ImageVerdict.class);
        List<Row<ImageRejection>> rejections = HistoryFiles.rows(history.resolve("rejections"), ImageRejection.class);
        assertThat(Stream.concat(
                        verdicts.stream().map(row -> row.value().getSubmissionId()),
                        rejections.stream().map(row -> row.value().getSubmissionId())))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SUBMISSIONS)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(verdicts)
                .allSatisfy(row -> assertThat(row.folder())
                        .isEqualTo("day=" + LocalDate.ofInstant(row.value().getSubmittedAt(), ZoneOffset.UTC)))
                .extracting(Row::folder)
                .contains("day=2026-11-22", "day=2026-11-21", "day=2026-11-20");
        assertThat(verdicts)
                .extracting(Row::value)
                .allSatisfy(verdict -> assertThat(verdict.getHeatmap()).isNull())
                .allSatisfy(verdict -> assertThat(verdict.getScore()).isNotNull());
        assertThat(rejections).hasSize(SUBMISSIONS / 10);
    }

    private static RawSubmission submission(long number, byte[] image) {
        return Submissions.raw(
                number,
                Submissions.message(Long.toString(number), number % 10 == 0 ? new byte[] {1} : image)
                        .setSubmittedAt(Submissions.SUBMITTED_AT.minus(Duration.ofDays(number % 3)))
                        .build());
    }
}
