package dev.tamis.benchmarks.stream;

import ai.onnxruntime.OrtException;
import dev.tamis.benchmarks.stream.SingleImageJudge.Answer;
import dev.tamis.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A peer: a Flink job that asks a thread of each subtask for one image after the other, at least once. */
final class AsyncService {
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private AsyncService() {}

    /** @param arguments broker, detector, consumer group, the output from which on an image is flagged, and a folder */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        // What is on its way is in the checkpoint, and is more than Flink keeps in memory.
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(arguments[4]).toUri().toString());
        // Or a job that fails again and again would be measured.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                Runtime.getRuntime().availableProcessors(), configuration);
        KafkaSource<byte[]> source = KafkaSource.<byte[]>builder()
                .setBootstrapServers(arguments[0])
                .setGroupId(arguments[2])
                .setTopics(Topics.SUBMISSIONS)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setValueOnlyDeserializer(new Bytes())
                .setProperty("max.partition.fetch.bytes", Integer.toString(4 << 20))
                .build();
        DataStream<byte[]> submissions = env.fromSource(source, WatermarkStrategy.noWatermarks(), "submissions");
        DataStream<Tuple3<String, byte[], byte[]>> answers = AsyncDataStream.unorderedWait(
                submissions,
                new Judge(arguments[1], Double.parseDouble(arguments[3])),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS,
                AT_ONCE);
        answers.sinkTo(sink(arguments[0], Topics.VERDICTS, 1));
        answers.filter(answer -> answer.f2.length > 0).sinkTo(sink(arguments[0], Topics.REVIEW_ITEMS, 2));
        env.execute("async");
    }

    private static KafkaSink<Tuple3<String, byte[], byte[]>> sink(String bootstrapServers, String topic, int field) {
        return KafkaSink.<Tuple3<String, byte[], byte[]>>builder()
                .setBootstrapServers(bootstrapServers)
                .setProperty("max.request.size", Integer.toString(8 << 20))
                .setProperty("compression.type", "lz4")
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Record(topic, field))
                .build();
    }

    /** A field of an answer, under the submission's id. */
    private record Record(String topic, int field)
            implements KafkaRecordSerializationSchema<Tuple3<String, byte[], byte[]>> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Tuple3<String, byte[], byte[]> answer, KafkaSinkContext context, Long timestamp) {
            byte[] key = answer.f0.getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(topic, key, answer.<byte[]>getField(field));
        }
    }

    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1;

        @Override
        public byte[] deserialize(byte[] message) {
            return message;
        }
    }

    /** Id, verdict and review item, which is empty where there is none. */
    private static final class Judge extends RichAsyncFunction<byte[], Tuple3<String, byte[], byte[]>> {
        private static final long serialVersionUID = 1;

        private final String detector;
        private final double flaggedFrom;
        private transient SingleImageJudge judge;
        private transient ExecutorService thread;

        Judge(String detector, double flaggedFrom) {
            this.detector = detector;
            this.flaggedFrom = flaggedFrom;
        }

        @Override
        public void open(OpenContext context) throws OrtException {
            judge = new SingleImageJudge(Path.of(detector), flaggedFrom);
            thread = Executors.newSingleThreadExecutor();
        }

        @Override
        public void asyncInvoke(byte[] message, ResultFuture<Tuple3<String, byte[], byte[]>> result) {
            thread.execute(() -> {
                try {
                    Answer answer = judge.judge(message);
                    byte[] item = answer.item() == null ? new byte[0] : answer.item();
                    result.complete(List.of(Tuple3.of(answer.submissionId(), answer.verdict(), item)));
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        }

        @Override
        public void close() throws Exception {
            thread.shutdownNow();
            if (thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                judge.close();
            }
        }
    }
}
