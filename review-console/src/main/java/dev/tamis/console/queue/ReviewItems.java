package dev.tamis.console.queue;

import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.schemas.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The review items, to read.
 *
 * <p>Safe for use by several threads.
 */
public final class ReviewItems {
    private static final String SUMMARY = """
            id, submission_id, queue, state, claimed_by, reported, priority, score, verdict, account, submitted_at,
            (select final_verdict from decision where decision.item = review_item.id and undone_at is null
                order by decided_at desc limit 1) final_verdict""";

    private final Jdbi jdbi;

    public ReviewItems(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<Item> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + SUMMARY + """
                        , lease_until, message, exists (select from image_file where sha256 = file_sha256) has_file
                        from review_item where id = :id""")
                .bind("id", id)
                .map((row, context) -> item(row))
                .findOne());
    }

    /** The image file of an item as it was uploaded; empty where it is not here. */
    public Optional<byte[]> file(long id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select content from image_file join review_item on file_sha256 = sha256 where id = :id""").bind("id", id).mapTo(byte[].class).findOne());
    }

    /** The first items of a queue that nobody has decided or holds, in the order of work. */
    public List<ItemSummary> open(String queue, int most) {
        return list("queue = :key and state = 'OPEN' order by " + WorkQueue.ORDER, queue, most);
    }

    /** What an analyst has claimed or holds. */
    public List<ItemSummary> of(String analyst) {
        return list("claimed_by = :key and state <> 'DECIDED' order by claimed_at", analyst, 100);
    }

    /** Items by their ids; those that there are. */
    public List<ItemSummary> summaries(Collection<Long> ids) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + SUMMARY + " from review_item where id in (<ids>) order by id")
                        .bindList("ids", List.copyOf(ids))
                        .map((row, context) -> summary(row))
                        .list());
    }

    /** The item of a submission. */
    public Optional<ItemSummary> ofSubmission(String submissionId) {
        return list("submission_id = :key", submissionId, 1).stream().findFirst();
    }

    /** The latest items of the very file of an item, itself among them. */
    public List<ItemSummary> ofFile(String sha256, int most) {
        return list(
                "file_sha256 = :key order by submitted_at desc", HexFormat.of().parseHex(sha256), most);
    }

    /** The latest items of an account. */
    public List<ItemSummary> ofAccount(String account, int most) {
        return list("account = :key order by submitted_at desc", account, most);
    }

    /**
     * The latest items whose images look alike.
     *
     * @param group as the job names it: 64 hexadecimal digits
     */
    public List<ItemSummary> alike(String group, int most) {
        return list(
                "near_duplicates = :key order by submitted_at desc",
                HexFormat.of().parseHex(group),
                most);
    }

    private List<ItemSummary> list(String condition, Object key, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + SUMMARY + " from review_item where " + condition + " limit :most")
                .bind("key", key)
                .bind("most", most)
                .map((row, context) -> summary(row))
                .list());
    }

    private static Item item(ResultSet row) throws SQLException {
        ItemSummary summary = summary(row);
        try {
            return new Item(
                    summary,
                    instant(row, "lease_until"),
                    MessageCodec.of(ReviewItem.class).decode(row.getBytes("message")),
                    row.getBoolean("has_file"));
        } catch (UnreadableMessageException e) {
            throw new IllegalStateException("the database holds a review item that is none: " + summary.id(), e);
        }
    }

    private static ItemSummary summary(ResultSet row) throws SQLException {
        String finalVerdict = row.getString("final_verdict");
        return new ItemSummary(
                row.getLong("id"),
                row.getString("submission_id"),
                row.getString("queue"),
                ItemState.valueOf(row.getString("state")),
                row.getString("claimed_by"),
                row.getBoolean("reported"),
                row.getInt("priority"),
                (Double) row.getObject("score"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("account"),
                row.getTimestamp("submitted_at").toInstant(),
                finalVerdict == null ? null : Verdict.valueOf(finalVerdict));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
