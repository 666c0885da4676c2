package dev.tamis.stream.ingest;

import static java.util.Objects.requireNonNull;
import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.ReviewDecision;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Where the job reads from.
 *
 * @param submissions topic of the submissions
 * @param reports topic of the submissions whose image a person reported
 * @param decisions topic of the analysts' decisions
 * @param instructions topic of the instructions to running jobs
 * @param groupId consumer group whose offsets follow the checkpoints
 * @param startingOffsets where a job without a checkpoint begins to read submissions; decisions it reads from the first
 * @param discovery how often new partitions are looked for; zero for never
 * @param fetchSize most bytes that one fetch brings of a partition; a larger record still arrives, alone
 * @param range which submissions are read
 */
public record SourceSettings(
        KafkaConnection kafka,
        String submissions,
        String reports,
        String decisions,
        String instructions,
        String groupId,
        StartingOffsets startingOffsets,
        Duration discovery,
        MemorySize fetchSize,
        SourceRange range) {
    public SourceSettings {
        checkArgument(!submissions.isBlank(), "submissions must not be blank");
        checkArgument(!reports.isBlank(), "reports must not be blank");
        checkArgument(!decisions.isBlank(), "decisions must not be blank");
        checkArgument(!instructions.isBlank(), "instructions must not be blank");
        checkArgument(!groupId.isBlank(), "groupId must not be blank");
        checkArgument(!discovery.isNegative(), "discovery must not be negative: %s", discovery);
    }

    /** A source of every record, also of those that are no submission. */
    public KafkaSource<RawSubmission> submissionsSource() {
        return source(submissions, start(), range.until(), new RawSubmissionDeserializer());
    }

    /** A source of every record of the reports, also of those that are no submission. */
    public KafkaSource<RawSubmission> reportsSource() {
        return source(reports, start(), range.until(), new RawSubmissionDeserializer());
    }

    private OffsetsInitializer start() {
        Instant from = range.from();
        if (from != null) {
            return OffsetsInitializer.timestamp(from.toEpochMilli());
        }
        return range.isBounded() ? OffsetsInitializer.earliest() : startingOffsets.initializer();
    }

    /** A source of the submissions in {@link SourceRange#files}, in the order of their paths. */
    public FileSource<RawSubmission> filesSource() {
        return FileSource.forBulkFileFormat(new SubmissionFormat(), new Path(requireNonNull(range.files(), "files")))
                .setSplitAssigner(InNameOrder::new)
                .build();
    }

    /** A source of every decision; in a backfill, of those that there are when it starts. */
    public KafkaSource<ReviewDecision> decisionsSource() {
        return source(
                decisions,
                OffsetsInitializer.earliest(),
                range.isBounded() ? Until.LATEST : null,
                new DecisionDeserializer());
    }

    /**
     * A source of every instruction that is given from now on: those before were for other jobs.
     *
     * @param from when the job was submitted
     */
    public KafkaSource<RawInstruction> instructionsSource(Instant from) {
        return source(
                instructions, OffsetsInitializer.timestamp(from.toEpochMilli()), null, new InstructionDeserializer());
    }

    private <T> KafkaSource<T> source(
            String topic,
            OffsetsInitializer start,
            @Nullable Until until,
            KafkaRecordDeserializationSchema<T> deserializer) {
        Map<String, String> consumer = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Long.toString(fetchSize.getBytes()),
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(discovery.toMillis()),
                // A backfill leaves the running job's place in the topic alone.
                KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(),
                Boolean.toString(!range.isBounded()));
        KafkaSourceBuilder<T> source = KafkaSource.<T>builder()
                .setProperties(kafka.properties(consumer))
                .setTopics(topic)
                .setGroupId(groupId)
                .setStartingOffsets(start)
                .setDeserializer(deserializer);
        if (until != null) {
            source.setBounded(until.initializer());
        }
        return source.build();
    }
}
