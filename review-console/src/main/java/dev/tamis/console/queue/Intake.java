package dev.tamis.console.queue;

import dev.tamis.console.store.Notifications;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Records;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Takes review items into the database, with the offset to read on from in the same transaction: an item that comes again, after
 * whatever crash, changes nothing. One thread owns it.
 */
public final class Intake {
    private final Jdbi jdbi;
    private final Clock clock;
    private final MessageCodec<ReviewItem> codec = MessageCodec.of(ReviewItem.class);

    public Intake(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Where to read on in each partition of a topic of which something was read. */
    public Map<TopicPartition, Long> nextOffsets(String topic) {
        return jdbi.withHandle(handle -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            handle.createQuery("select partition, next_offset from consumed_partition where topic = :topic")
                    .bind("topic", topic)
                    .map((row, context) -> Map.entry(new TopicPartition(topic, row.getInt(1)), row.getLong(2)))
                    .forEach(offset -> offsets.put(offset.getKey(), offset.getValue()));
            return offsets;
        });
    }

    /**
     * Takes items and remembers what was read.
     *
     * @return how many of them were new
     */
    public int take(List<ReviewItem> items, Map<TopicPartition, Long> nextOffsets) {
        return jdbi.inTransaction(handle -> {
            int taken = items.isEmpty() ? 0 : insert(handle, items);
            remember(handle, nextOffsets);
            if (taken > 0) {
                Notifications.changed(handle);
            }
            return taken;
        });
    }

    private int insert(Handle handle, List<ReviewItem> items) {
        Routing routing = Routing.read(handle);
        PreparedBatch files = handle.prepareBatch("""
                insert into image_file (sha256, content) values (:sha256, :content) on conflict do nothing""");
        PreparedBatch rows = handle.prepareBatch("""
                insert into review_item (submission_id, queue, reported, priority, score, account, submitted_at, judged_at, arrived_at,
                    verdict, basis, detector_id, generated_from, file_sha256, near_duplicates, message)
                values (:submissionId, :queue, :reported, :priority, :score, :account, :submittedAt, :judgedAt, :arrivedAt,
                    :verdict, :basis, :detector, :generatedFrom, :sha256, :nearDuplicates, :message)
                on conflict (submission_id) do nothing""");
        for (ReviewItem item : items) {
            byte[] sha256 = HexFormat.of().parseHex(item.getVerdict().getImage().getPayloadSha256());
            if (item.getPayload() != null) {
                files.bind("sha256", sha256)
                        .bind("content", bytes(item.getPayload()))
                        .add();
            }
            bind(rows, item)
                    .bind("queue", routing.queueOf(item))
                    .bind("sha256", sha256)
                    .add();
        }
        if (files.size() > 0) {
            files.execute();
        }
        int taken = 0;
        for (int row : rows.execute()) {
            taken += row;
        }
        return taken;
    }

    private PreparedBatch bind(PreparedBatch rows, ReviewItem item) {
        ImageVerdict verdict = item.getVerdict();
        ReviewItem withoutFile = Records.copyOf(item);
        withoutFile.put("payload", null);
        return rows.bind("submissionId", item.getSubmissionId())
                .bind("reported", item.getCause() == ReviewCause.REPORTED)
                .bind("priority", item.getPriority())
                .bind("score", verdict.getScore())
                .bind("account", verdict.getAccount())
                .bind("submittedAt", verdict.getSubmittedAt())
                .bind("judgedAt", verdict.getDecidedAt())
                .bind("arrivedAt", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .bind("verdict", verdict.getVerdict().name())
                .bind("basis", verdict.getBasis().name())
                .bind(
                        "detector",
                        verdict.getDetector() == null
                                ? null
                                : verdict.getDetector().getId())
                .bind(
                        "generatedFrom",
                        verdict.getThresholds() == null
                                ? null
                                : verdict.getThresholds().getGeneratedFrom())
                .bind("nearDuplicates", hash(verdict.getNearDuplicates()))
                .bind("message", codec.encode(withoutFile));
    }

    private static byte @Nullable [] hash(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void remember(Handle handle, Map<TopicPartition, Long> nextOffsets) {
        nextOffsets.forEach((partition, offset) -> handle.createUpdate("""
                        insert into consumed_partition (topic, partition, next_offset) values (:topic, :partition, :offset)
                        on conflict (topic, partition) do update
                            set next_offset = greatest(consumed_partition.next_offset, excluded.next_offset)""")
                .bind("topic", partition.topic())
                .bind("partition", partition.partition())
                .bind("offset", offset)
                .execute());
    }
}
