package dev.tamis.local.topic;

import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of Tamis, in the order of the data flow: whether one has partitions, how large its records are, and how long they stay.
 *
 * <p>None is compacted. Compaction keeps the latest record of a key, and no topic has a key of which the latest record says all:
 * submissions and outcomes have a key each, every subtask reports on an instruction under the instruction's key, and of decisions
 * the earlier ones count too.
 *
 * <p>Kafka counts retention from a record's timestamp. The job gives every outcome that of its submission.
 */
public enum TopicSpec {
    /** Whole files of users. A job that stood still over a long weekend still finds them all. */
    SUBMISSIONS(Topics.SUBMISSIONS, Spread.PARTITIONS, Content.FILES, Duration.ofDays(3)),

    /** As submissions; there are few, and a person has written each. */
    REPORTS(Topics.REPORTS, Spread.PARTITIONS, Content.FILES, Duration.ofDays(7)),

    /**
     * The job gives a submission that comes again within {@code tamis.known.delivery-memory}, a week, no other outcome. So the first
     * one is there for longer than that. The history in Parquet files is what stays.
     */
    VERDICTS(Topics.VERDICTS, Spread.PARTITIONS, Content.FACTS, Duration.ofDays(14)),

    /** As verdicts. */
    REJECTIONS(Topics.REJECTIONS, Spread.PARTITIONS, Content.FACTS, Duration.ofDays(14)),

    /** Whole files of users. The console takes them at once; {@code ./tamis decisions} finds files to decisions of this time. */
    REVIEW_ITEMS(Topics.REVIEW_ITEMS, Spread.PARTITIONS, Content.FILES, Duration.ofDays(30)),

    /** A job that starts without a checkpoint, a backfill and {@code ./tamis decisions} read them from the first on. */
    REVIEW_DECISIONS(Topics.REVIEW_DECISIONS, Spread.PARTITIONS, Content.FACTS, Keep.FOREVER),

    /** Instructions have one order. Who gave which stays on record. */
    DETECTOR_CONTROL(Topics.DETECTOR_CONTROL, Spread.ONE, Content.FACTS, Keep.FOREVER),

    /**
     * What a subtask scores with it says when that changes, which may be long ago: the console and {@code ./tamis control status}
     * read from the first record on.
     */
    CONTROL_STATUS(Topics.CONTROL_STATUS, Spread.ONE, Content.FACTS, Keep.FOREVER),

    /** For whoever compares a detector in shadow, which takes days or weeks. */
    SHADOW_DISAGREEMENTS(Topics.SHADOW_DISAGREEMENTS, Spread.PARTITIONS, Content.FACTS, Duration.ofDays(30)),

    /** An alert stands for a day at most; those before say how often. */
    ALERTS(Topics.ALERTS, Spread.ONE, Content.FACTS, Duration.ofDays(30));

    private enum Spread {
        PARTITIONS,
        ONE
    }

    private enum Content {
        FILES,
        FACTS
    }

    private static final class Keep {
        /** As Kafka writes it. */
        static final Duration FOREVER = Duration.ofMillis(-1);
    }

    /** Kafka deletes whole segments, so a file of a user stays for this long at most after its time. */
    private static final Duration FILE_SEGMENT = Duration.ofDays(1);

    private final String topic;
    private final Spread spread;
    private final Content content;
    private final Duration retention;

    TopicSpec(String topic, Spread spread, Content content, Duration retention) {
        this.topic = topic;
        this.spread = spread;
        this.content = content;
        this.retention = retention;
    }

    /** The names of all topics. */
    public static List<String> names() {
        return Arrays.stream(values()).map(TopicSpec::topic).toList();
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** Whether the topic has one partition, whatever is asked for the others. */
    public boolean hasOnePartition() {
        return spread == Spread.ONE;
    }

    /**
     * The topic's configuration, by Kafka's names; what is not among them is the cluster's own.
     *
     * @param replication how many copies there are of each record
     */
    public Map<String, String> config(int replication) {
        Map<String, String> config = new TreeMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
        // A record is safe while a majority of its copies is.
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replication / 2 + 1));
        if (retention.isNegative()) {
            config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1"); // whatever the cluster's limit is
        }
        if (content == Content.FILES) {
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(SubmissionSender.MAX_RECORD_BYTES));
            config.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(FILE_SEGMENT.toMillis()));
        }
        return config;
    }
}
