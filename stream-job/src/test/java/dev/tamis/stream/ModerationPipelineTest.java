package dev.tamis.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeType;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModerationPipelineTest {
    private final Configuration options = new Configuration().set(ModerationOptions.BOOTSTRAP_SERVERS, "broker:9092");

    private Path detector;

    @BeforeEach
    void writeDetector(@TempDir Path folder) {
        detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        options.set(ModerationOptions.DETECTOR_PATH, detector.toString());
    }

    @Test
    void carriesNoTypeThatFallsBackToKryo() {
        Set<Transformation<?>> transformations = transformations(built(new Configuration()));

        assertThat(transformations).hasSizeGreaterThan(8);
        assertThat(transformations).allSatisfy(transformation -> assertNoGenericType(transformation.getOutputType()));
    }

    @Test
    void namesEveryOperatorForItsCheckpoints() {
        StreamGraph graph = built(new Configuration()).getStreamGraph();

        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .contains(
                        OperatorIds.SUBMISSIONS,
                        OperatorIds.INGEST,
                        OperatorIds.FIRST_DELIVERIES,
                        OperatorIds.READ_REFERENCES,
                        OperatorIds.READ,
                        OperatorIds.DECODE,
                        OperatorIds.DECODE_REPORTS,
                        OperatorIds.DECISIONS,
                        OperatorIds.KNOWN_IMAGES,
                        OperatorIds.DETECT,
                        OperatorIds.DECIDE,
                        OperatorIds.ADOPT,
                        OperatorIds.REVIEW_DESK,
                        OperatorIds.VERDICTS,
                        OperatorIds.REJECTIONS,
                        OperatorIds.REVIEW_ITEMS);
    }

    @Test
    void namesEveryOperatorOfABackfillToo() {
        options.removeConfig(ModerationOptions.BOOTSTRAP_SERVERS);
        options.set(ModerationOptions.FILES, "file:///submissions").set(ModerationOptions.HISTORY, "file:///history");
        StreamExecutionEnvironment env = built(new Configuration());

        assertThat(env.getCheckpointInterval()).isEqualTo(10_000);
        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .contains(OperatorIds.SUBMISSION_FILES, OperatorIds.VERDICT_HISTORY, OperatorIds.REJECTION_HISTORY)
                .doesNotContain(OperatorIds.SUBMISSIONS, OperatorIds.VERDICTS);
    }

    @Test
    void setsWhatItNeedsOfFlink() {
        StreamExecutionEnvironment env = built(new Configuration());

        assertThat(env.getCheckpointInterval()).isEqualTo(1_000);
        assertThat(env.getConfiguration().get(StateBackendOptions.STATE_BACKEND))
                .isEqualTo("rocksdb");
        assertThat(env.getConfiguration().get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isTrue();
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getConfig().isObjectReuseEnabled()).isTrue();
    }

    @Test
    void leavesWhatTheUserSetsOfFlink() {
        Configuration user = new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(9))
                .set(PipelineOptions.OBJECT_REUSE, false);
        StreamExecutionEnvironment env = built(user);

        assertThat(env.getCheckpointInterval()).isEqualTo(9_000);
        assertThat(env.getConfig().isObjectReuseEnabled()).isFalse();
    }

    @Test
    void refusesAFileThatIsNoDetectorBeforeTheJobStarts() {
        options.set(
                ModerationOptions.DETECTOR_PATH,
                detector.resolveSibling("missing.onnx").toString());

        assertThatThrownBy(() -> built(new Configuration()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("tamis.detector.path")
                .hasMessageContaining("missing.onnx");
    }

    @Test
    void refusesAThresholdThatDoesNotGoWithTheDetectorsOther() {
        options.set(ModerationOptions.AUTHENTIC_BELOW, 0.8);

        assertThatThrownBy(() -> built(new Configuration()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("tamis.verdict.authentic-below")
                .hasMessageContaining("0.8")
                .hasMessageContaining("0.7");
    }

    private StreamExecutionEnvironment built(Configuration flink) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        ModerationPipeline.build(env, ModerationSettings.of(options));
        return env;
    }

    private static Set<Transformation<?>> transformations(StreamExecutionEnvironment env) {
        Set<Transformation<?>> seen = new LinkedHashSet<>();
        Deque<Transformation<?>> open = new ArrayDeque<>(env.getTransformations());
        while (!open.isEmpty()) {
            Transformation<?> next = open.pop();
            if (seen.add(next)) {
                open.addAll(next.getInputs());
            }
        }
        return seen;
    }

    /** Avro's records are written by Avro, whatever types Flink sees in their fields. */
    private static void assertNoGenericType(TypeInformation<?> type) {
        assertThat(type).isNotInstanceOf(GenericTypeInfo.class);
        if (type instanceof CompositeType<?> composite && !(type instanceof AvroTypeInfo)) {
            for (int i = 0; i < composite.getArity(); i++) {
                assertNoGenericType(composite.getTypeAt(i));
            }
        }
    }
}
