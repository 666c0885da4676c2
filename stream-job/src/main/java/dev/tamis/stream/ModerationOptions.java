package dev.tamis.stream;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.tamis.schemas.Topics;
import dev.tamis.stream.detect.SessionScope;
import dev.tamis.stream.ingest.StartingOffsets;
import dev.tamis.stream.policy.BreakerLimits;
import dev.tamis.stream.policy.SelfDeclared;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.quality.QualityGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** The job's options, as a user writes them. {@link ModerationSettings} is what they come to. */
public final class ModerationOptions {
    /** What the keys of all these options begin with; every other key is Flink's. */
    public static final String PREFIX = "tamis.";

    public static final ConfigOption<String> BOOTSTRAP_SERVERS = key("tamis.kafka.bootstrap-servers")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "The Kafka cluster: comma-separated host:port pairs. Required, except by a backfill from files that writes"
                            + " the history alone.");

    public static final ConfigOption<Map<String, String>> CLIENT_PROPERTIES = key("tamis.kafka.client")
            .mapType()
            .defaultValue(Map.of())
            .withDescription(
                    "Properties of every Kafka client, for example tamis.kafka.client.security.protocol. What the"
                            + " job sets itself, such as the transactional id, cannot be changed with them.");

    public static final ConfigOption<String> SUBMISSIONS_TOPIC = key("tamis.topic.submissions")
            .stringType()
            .defaultValue(Topics.SUBMISSIONS)
            .withDescription("Topic that submissions are read from.");

    public static final ConfigOption<String> REPORTS_TOPIC = key("tamis.topic.reports")
            .stringType()
            .defaultValue(Topics.REPORTS)
            .withDescription(
                    "Topic of submissions whose image a person reported, each with an id of its own. They are judged before"
                            + " what waits in the topic of the submissions, and an analyst always sees them.");

    public static final ConfigOption<String> VERDICTS_TOPIC = key("tamis.topic.verdicts")
            .stringType()
            .defaultValue(Topics.VERDICTS)
            .withDescription("Topic that verdicts are written to.");

    public static final ConfigOption<String> REJECTIONS_TOPIC = key("tamis.topic.rejections")
            .stringType()
            .defaultValue(Topics.REJECTIONS)
            .withDescription("Topic that rejections are written to.");

    public static final ConfigOption<String> REVIEW_ITEMS_TOPIC = key("tamis.topic.review-items")
            .stringType()
            .defaultValue(Topics.REVIEW_ITEMS)
            .withDescription("Topic that images which an analyst should see are written to.");

    public static final ConfigOption<String> REVIEW_DECISIONS_TOPIC = key("tamis.topic.review-decisions")
            .stringType()
            .defaultValue(Topics.REVIEW_DECISIONS)
            .withDescription("Topic that the analysts' decisions are read from, from its first record on.");

    public static final ConfigOption<String> CONTROL_TOPIC = key("tamis.topic.detector-control")
            .stringType()
            .defaultValue(Topics.DETECTOR_CONTROL)
            .withDescription(
                    "Topic that instructions to the running job are read from, one partition. A job that starts"
                            + " without a checkpoint follows those that come after it was submitted.");

    public static final ConfigOption<String> CONTROL_STATUS_TOPIC = key("tamis.topic.control-status")
            .stringType()
            .defaultValue(Topics.CONTROL_STATUS)
            .withDescription("Topic that says what became of instructions and what every subtask scores with.");

    public static final ConfigOption<String> SHADOW_DISAGREEMENTS_TOPIC = key("tamis.topic.shadow-disagreements")
            .stringType()
            .defaultValue(Topics.SHADOW_DISAGREEMENTS)
            .withDescription("Topic of the images on which a detector in shadow disagrees.");

    public static final ConfigOption<String> ALERTS_TOPIC = key("tamis.topic.moderation-alerts")
            .stringType()
            .defaultValue(Topics.ALERTS)
            .withDescription("Topic of what a person should know at once.");

    public static final ConfigOption<String> CONTROL_PUBLIC_KEY = key("tamis.control.public-key")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Ed25519 public key, the Base64 of a PEM file. With it an instruction is followed only where it is"
                            + " signed with the private key; without it whoever may write to the topic is obeyed.");

    public static final ConfigOption<String> GROUP_ID = key("tamis.source.group-id")
            .stringType()
            .defaultValue("tamis-moderation")
            .withDescription("Consumer group whose offsets follow the job's checkpoints.");

    public static final ConfigOption<StartingOffsets> STARTING_OFFSETS = key("tamis.source.starting-offsets")
            .enumType(StartingOffsets.class)
            .defaultValue(StartingOffsets.COMMITTED)
            .withDescription(
                    "Where a job that starts without a checkpoint begins: where the consumer group stopped (at the"
                            + " earliest record of a partition that the group never read), earliest or latest.");

    public static final ConfigOption<String> FROM = key("tamis.source.from")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Time of the first record that a job without a checkpoint reads, by the time that Kafka's records have,"
                            + " for example 2026-11-22T10:00:00Z. Goes before tamis.source.starting-offsets.");

    public static final ConfigOption<String> UNTIL = key("tamis.source.until")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Makes the job a backfill, which reads the topic up to this time, exclusive, or with latest up to the end"
                            + " that it has when the job starts, and then ends. It begins at tamis.source.from, or at the"
                            + " earliest record, follows no instructions, and knows the decisions that there are when it"
                            + " starts.");

    public static final ConfigOption<String> FILES = key("tamis.source.files")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Makes the job a backfill that reads Parquet files in place of the topic, in the order of their paths: the"
                            + " URI of a folder, or of a file, on a file system of Flink. The columns are named as the fields of"
                            + " ImageSubmission.");

    public static final ConfigOption<Duration> PARTITION_DISCOVERY = key("tamis.source.partition-discovery")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("How often new partitions of the submissions topic are looked for; 0 s for never.");

    public static final ConfigOption<MemorySize> FETCH_SIZE = key("tamis.source.fetch-size")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(1))
            .withDescription("Most bytes that one fetch brings of a partition, at most 2047 mb. A larger record still"
                    + " arrives, alone.");

    public static final ConfigOption<MemorySize> MAX_IMAGE_BYTES = key("tamis.image.max-bytes")
            .memoryType()
            .defaultValue(new MemorySize(DecodeLimits.DEFAULT.maxBytes()))
            .withDescription("Largest payload that is decoded; a larger one is rejected as TOO_MANY_BYTES.");

    public static final ConfigOption<Long> MAX_IMAGE_PIXELS = key("tamis.image.max-pixels")
            .longType()
            .defaultValue(DecodeLimits.DEFAULT.maxPixels())
            .withDescription("Most pixels that an image's header may declare; an image with more is rejected as"
                    + " TOO_MANY_PIXELS before any is decoded.");

    public static final ConfigOption<List<String>> ALLOWED_REFERENCES = key("tamis.reference.allowed")
            .stringType()
            .asList()
            .defaultValues()
            .withDescription(
                    "Addresses below which files may be read that submissions refer to, each with a slash at its end, for"
                            + " example https://images.example.org/ or s3://uploads/. Without any, references are"
                            + " rejected as REFERENCE_UNSUPPORTED.");

    public static final ConfigOption<Boolean> PRIVATE_NETWORKS = key("tamis.reference.private-networks")
            .booleanType()
            .defaultValue(false)
            .withDescription(
                    "Whether a web server may be read that has an address outside of the public Internet, such as"
                            + " one of this network.");

    public static final ConfigOption<Duration> REFERENCE_TIMEOUT = key("tamis.reference.timeout")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("How long one try to read such a file may take.");

    public static final ConfigOption<Integer> REFERENCE_TRIES = key("tamis.reference.tries")
            .intType()
            .defaultValue(4)
            .withDescription(
                    "How often such a file is asked for that cannot be read for now. The wait between two tries"
                            + " doubles from half a second.");

    public static final ConfigOption<Integer> REFERENCES_AT_ONCE = key("tamis.reference.at-once")
            .intType()
            .defaultValue(16)
            .withDescription("How many such files each subtask reads at a time.");

    public static final ConfigOption<String> DETECTOR_PATH = key("tamis.detector.path")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "The detector.onnx file that the job begins with: a path, or a URI of any file system that Flink has."
                            + " Every TaskManager must see the same file there, and so must the process that submits the"
                            + " job. Required.");

    public static final ConfigOption<Integer> MAX_BATCH = key("tamis.detector.max-batch")
            .intType()
            .defaultValue(32)
            .withDescription(
                    "Most images that the network is given at once. Batches grow to it by themselves when images"
                            + " arrive faster than it scores; on a CPU more than 32 gains nothing. A GPU gets so many each time:"
                            + " what is missing is filled up, since it plans its work anew for every other size.");

    public static final ConfigOption<ExecutionDevice> DEVICE = key("tamis.detector.device")
            .enumType(ExecutionDevice.class)
            .defaultValue(ExecutionDevice.AUTO)
            .withDescription(
                    "What the network runs on: cpu, cuda, tensorrt, or auto for cuda where it works and else the CPU, which"
                            + " the log and the topic control-status say. GPUs need a job that was built with -Pgpu.");

    public static final ConfigOption<MemorySize> GPU_MEMORY = key("tamis.detector.gpu-memory")
            .memoryType()
            .noDefaultValue()
            .withDescription("Most memory that one session takes of a GPU for its tensors. Without it, all there is.");

    public static final ConfigOption<String> ENGINE_CACHE = key("tamis.detector.engine-cache")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Folder on each TaskManager in which TensorRT keeps the engines that it builds, which takes minutes."
                            + " Nobody else may write there.");

    public static final ConfigOption<SessionScope> SESSIONS = key("tamis.detector.sessions")
            .enumType(SessionScope.class)
            .defaultValue(SessionScope.SUBTASK)
            .withDescription(
                    "Whether every subtask has a session of its own, or the subtasks of a TaskManager share one and so the"
                            + " memory of a large network or of a GPU: subtask or task_manager.");

    public static final ConfigOption<Double> AUTHENTIC_BELOW = key("tamis.verdict.authentic-below")
            .doubleType()
            .noDefaultValue()
            .withDescription(
                    "A score below this is AUTHENTIC, 0 to 1. Without it, the threshold in the detector's file.");

    public static final ConfigOption<Double> GENERATED_FROM = key("tamis.verdict.generated-from")
            .doubleType()
            .noDefaultValue()
            .withDescription(
                    "A score at or above this is GENERATED, 0 to 1. Without it, the threshold in the detector's"
                            + " file.");

    public static final ConfigOption<SelfDeclared> SELF_DECLARED = key("tamis.verdict.self-declared")
            .enumType(SelfDeclared.class)
            .defaultValue(SelfDeclared.UNCERTAIN)
            .withDescription(
                    "The verdict of an image whose file itself says that a generator made it, where its score does not"
                            + " call for a stronger one: uncertain, generated, or ignored to go by the score alone."
                            + " That a file says a camera took it changes nothing, since anyone can write it.");

    public static final ConfigOption<Integer> MIN_SIDE = key("tamis.quality.min-side")
            .intType()
            .defaultValue(QualityGate.DEFAULT.minSide())
            .withDescription("An image whose shorter side has fewer pixels is UNCERTAIN.");

    public static final ConfigOption<Integer> MIN_JPEG_QUALITY = key("tamis.quality.min-jpeg-quality")
            .intType()
            .defaultValue(QualityGate.DEFAULT.minJpegQuality())
            .withDescription("A JPEG whose tables are coarser than those of this quality, 1 to 100, is UNCERTAIN.");

    public static final ConfigOption<Double> MIN_FINE_DETAIL = key("tamis.quality.min-fine-detail")
            .doubleType()
            .defaultValue(QualityGate.DEFAULT.minFineDetail())
            .withDescription(
                    "An image that has less fine detail at the network's size, since it is blurred or was enlarged,"
                            + " is UNCERTAIN. Photographs have -1.4 to -0.6; after a blur of one such pixel, -2.3 to -1.7.");

    public static final ConfigOption<Boolean> REVIEW_UNCERTAIN = key("tamis.review.uncertain")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether UNCERTAIN images get a heat map and a review item, as GENERATED ones always do.");

    public static final ConfigOption<Integer> FLOOD_ABOVE = key("tamis.review.flood-above")
            .intType()
            .defaultValue(20)
            .withDescription("An image file of which more submissions come within an hour is up for review whatever its"
                    + " verdict. However many come, a file raises one review item an hour.");

    public static final ConfigOption<Integer> GENERATED_PER_DAY = key("tamis.breaker.generated-per-day")
            .intType()
            .defaultValue(BreakerLimits.NONE.generatedPerDay())
            .withDescription(
                    "Most images of a day (UTC, by the time of submission) that the detector may find GENERATED; 0 for no"
                            + " limit. Further ones are UNCERTAIN and an alert is raised.");

    public static final ConfigOption<Double> GENERATED_SHARE = key("tamis.breaker.generated-share")
            .doubleType()
            .defaultValue(BreakerLimits.NONE.generatedShare())
            .withDescription(
                    "Largest share of the images of an hour, of 100 at least, that the detector may find GENERATED, 0 to 1;"
                            + " 1 for no limit. Further ones of the hour are UNCERTAIN and an alert is raised.");

    public static final ConfigOption<Integer> NEAR_DUPLICATE_GROUPS = key("tamis.review.near-duplicate-groups")
            .intType()
            .defaultValue(100_000)
            .withDescription("Most groups of flagged images that look alike which are known at once; the one that was"
                    + " longest without a new image is forgotten first.");

    public static final ConfigOption<Duration> NEAR_DUPLICATE_MEMORY = key("tamis.review.near-duplicate-memory")
            .durationType()
            .defaultValue(Duration.ofDays(30))
            .withDescription("How long such a group is known after its latest image.");

    public static final ConfigOption<Duration> DELIVERY_MEMORY = key("tamis.known.delivery-memory")
            .durationType()
            .defaultValue(Duration.ofDays(7))
            .withDescription(
                    "How long the id of a submission is known. A record with the same id that comes within this"
                            + " time is taken for another delivery and gives no outcome.");

    public static final ConfigOption<Duration> DECISION_MEMORY = key("tamis.known.decision-memory")
            .durationType()
            .defaultValue(Duration.ofDays(365))
            .withDescription("How long an analyst's decision on an image file gives further submissions of that file"
                    + " their verdict.");

    public static final ConfigOption<List<Duration>> ACCOUNT_WINDOWS = key("tamis.account.windows")
            .durationType()
            .asList()
            .defaultValues(Duration.ofDays(1), Duration.ofDays(7))
            .withDescription("Times over which the verdicts of an account are counted, in whole hours.");

    public static final ConfigOption<Duration> STRIKE_WINDOW = key("tamis.account.strike-window")
            .durationType()
            .defaultValue(Duration.ofDays(7))
            .withDescription("How long an upload that was found GENERATED is a strike, in whole hours.");

    public static final ConfigOption<Integer> WATCHED_FROM = key("tamis.account.watched-from")
            .intType()
            .defaultValue(3)
            .withDescription("So many strikes make an account WATCHED.");

    public static final ConfigOption<Integer> RESTRICTED_FROM = key("tamis.account.restricted-from")
            .intType()
            .defaultValue(10)
            .withDescription("So many strikes make an account RESTRICTED.");

    public static final ConfigOption<Boolean> TO_KAFKA = key("tamis.sink.kafka")
            .booleanType()
            .noDefaultValue()
            .withDescription(
                    "Whether outcomes are written to the topics. Without it they are, except those of a backfill: whoever acts"
                            + " on verdicts would act on the same images again. Give it topics of its own.");

    public static final ConfigOption<String> HISTORY = key("tamis.sink.history")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "URI of a folder, on a file system of Flink, for verdicts and rejections as Parquet files beside what is"
                            + " written to the topics: verdicts/day=2026-11-22/*.parquet and rejections/day=2026-11-22/*.parquet, by"
                            + " the day of submission (UTC). Without it there is no history.");

    public static final ConfigOption<Duration> HISTORY_FILES_EVERY = key("tamis.sink.history-files-every")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription(
                    "How often the history gets new files, and so how far it is behind. Checkpoints make many small"
                            + " ones, which stay hidden until they are written into one.");

    public static final ConfigOption<DeliveryGuarantee> DELIVERY_GUARANTEE = key("tamis.sink.delivery-guarantee")
            .enumType(DeliveryGuarantee.class)
            .defaultValue(DeliveryGuarantee.EXACTLY_ONCE)
            .withDescription(
                    "exactly-once: an outcome is visible to a read_committed reader once, when the next checkpoint"
                            + " completes, a second by default. at-least-once: visible at once, and again after a failure for"
                            + " what came since the last checkpoint, half a minute by default.");

    public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX = key("tamis.sink.transactional-id-prefix")
            .stringType()
            .defaultValue("tamis-moderation")
            .withDescription(
                    "Begins the names of the job's transactions. No other job on the same Kafka cluster may use it;"
                            + " it stays the same when the job is restarted. A backfill adds -backfill to it.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = key("tamis.sink.transaction-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription(
                    "How long the broker keeps the outcomes of an interrupted job, and so how long the job may be"
                            + " down without loss. At most the broker's transaction.max.timeout.ms, by default 15 min.");

    public static final ConfigOption<String> COMPRESSION = key("tamis.sink.compression")
            .stringType()
            .defaultValue("lz4")
            .withDescription("Compression of the outcome topics: none, gzip, snappy, lz4 or zstd.");

    public static final ConfigOption<MemorySize> MAX_RECORD_BYTES = key("tamis.sink.max-record-bytes")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(34))
            .withDescription(
                    "Largest outcome that a producer sends. A review item holds the payload, so it must be at least"
                            + " 1 mb more than tamis.image.max-bytes; max.message.bytes of the topic must be as large.");

    /** The options that name a topic. */
    static final List<ConfigOption<String>> TOPICS = List.of(
            SUBMISSIONS_TOPIC,
            REPORTS_TOPIC,
            VERDICTS_TOPIC,
            REJECTIONS_TOPIC,
            REVIEW_ITEMS_TOPIC,
            REVIEW_DECISIONS_TOPIC,
            CONTROL_TOPIC,
            CONTROL_STATUS_TOPIC,
            SHADOW_DISAGREEMENTS_TOPIC,
            ALERTS_TOPIC);

    private ModerationOptions() {}

    /** Every option, in the order of the reference page. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                BOOTSTRAP_SERVERS,
                CLIENT_PROPERTIES,
                SUBMISSIONS_TOPIC,
                REPORTS_TOPIC,
                VERDICTS_TOPIC,
                REJECTIONS_TOPIC,
                REVIEW_ITEMS_TOPIC,
                REVIEW_DECISIONS_TOPIC,
                CONTROL_TOPIC,
                CONTROL_STATUS_TOPIC,
                SHADOW_DISAGREEMENTS_TOPIC,
                ALERTS_TOPIC,
                CONTROL_PUBLIC_KEY,
                GROUP_ID,
                STARTING_OFFSETS,
                FROM,
                UNTIL,
                FILES,
                PARTITION_DISCOVERY,
                FETCH_SIZE,
                MAX_IMAGE_BYTES,
                MAX_IMAGE_PIXELS,
                ALLOWED_REFERENCES,
                PRIVATE_NETWORKS,
                REFERENCE_TIMEOUT,
                REFERENCE_TRIES,
                REFERENCES_AT_ONCE,
                DETECTOR_PATH,
                MAX_BATCH,
                DEVICE,
                GPU_MEMORY,
                ENGINE_CACHE,
                SESSIONS,
                AUTHENTIC_BELOW,
                GENERATED_FROM,
                SELF_DECLARED,
                MIN_SIDE,
                MIN_JPEG_QUALITY,
                MIN_FINE_DETAIL,
                REVIEW_UNCERTAIN,
                FLOOD_ABOVE,
                GENERATED_PER_DAY,
                GENERATED_SHARE,
                NEAR_DUPLICATE_GROUPS,
                NEAR_DUPLICATE_MEMORY,
                DELIVERY_MEMORY,
                DECISION_MEMORY,
                ACCOUNT_WINDOWS,
                STRIKE_WINDOW,
                WATCHED_FROM,
                RESTRICTED_FROM,
                TO_KAFKA,
                HISTORY,
                HISTORY_FILES_EVERY,
                DELIVERY_GUARANTEE,
                TRANSACTIONAL_ID_PREFIX,
                TRANSACTION_TIMEOUT,
                COMPRESSION,
                MAX_RECORD_BYTES);
    }
}
