package dev.tamis.console.queue;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.store.Notifications;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Who works on which review item. An item that is claimed belongs to its analyst until the lease ends; one that is held until it is
 * released. However many ask at once, each item has one analyst at most.
 *
 * <p>Safe for use by several threads.
 */
public final class WorkQueue {
    /** Items of a queue are counted up to here: nobody needs to know how many more there are, and counting takes time. */
    public static final int COUNTED = 1_000;

    /** Reports of people, then how urgent, then how sure the network is, then age. */
    static final String ORDER = "reported desc, priority desc, coalesce(score, 0) desc, submitted_at, id";

    private static final String FIRST = """
            select id from review_item
            where queue = :queue and state = 'OPEN' and (lease_until is null or lease_until < :now)
            order by %s limit 1""".formatted(ORDER);

    private static final String WITH_ANALYST =
            "id = :item and claimed_by = :analyst and (state = 'HELD' or state = 'OPEN' and lease_until >= :now)";

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration lease;

    /** @param lease how long an item stays with whoever claims it and then does nothing */
    public WorkQueue(Jdbi jdbi, AuditLog audit, Clock clock, Duration lease) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.lease = lease;
    }

    /** The queues, in the order of their rules. */
    public List<QueueSummary> queues() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select name, role, open, oldest from queue, lateral (
                            select count(*) open, min(submitted_at) oldest from (
                                select submitted_at from review_item
                                where queue = name and state = 'OPEN' and (lease_until is null or lease_until < :now)
                                order by submitted_at limit :counted) counted) item
                        order by place""")
                .bind("now", clock.instant())
                .bind("counted", COUNTED)
                .map((row, context) -> {
                    Timestamp oldest = row.getTimestamp("oldest");
                    return new QueueSummary(
                            row.getString("name"),
                            Role.valueOf(row.getString("role")),
                            row.getInt("open"),
                            oldest == null ? null : oldest.toInstant());
                })
                .list());
    }

    /**
     * Gives an analyst the item of a queue that comes first among those that nobody has.
     *
     * @return its id; empty where there is none, or the queue is not for this analyst
     */
    public OptionalLong claim(String queue, Person analyst) {
        return jdbi.inTransaction(handle -> {
            if (!mayClaim(handle, queue, analyst)) {
                return OptionalLong.empty();
            }
            Instant now = clock.instant();
            OptionalLong claimed = handle.createQuery("""
                            update review_item set claimed_by = :analyst, claimed_at = :now, lease_until = :leaseUntil
                            where id = (%s for update skip locked)
                            returning id""".formatted(FIRST))
                    .bind("analyst", analyst.name())
                    .bind("leaseUntil", now.plus(lease))
                    .bind("queue", queue)
                    .bind("now", now)
                    .mapTo(Long.class)
                    .findOne()
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
            claimed.ifPresent(item -> appended(handle, analyst, "claim", item, "from " + queue));
            return claimed;
        });
    }

    /** The item that {@link #claim} would give to whoever asks now. */
    public OptionalLong next(String queue) {
        return jdbi.withHandle(handle -> handle.createQuery(FIRST)
                .bind("queue", queue)
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
    }

    /** Whether there is a queue of this name. */
    public boolean exists(String queue) {
        return jdbi.withHandle(handle -> handle.createQuery("select exists (select from queue where name = :queue)")
                .bind("queue", queue)
                .mapTo(Boolean.class)
                .one());
    }

    /** Whether a queue is for this analyst. */
    public boolean mayClaim(String queue, Person analyst) {
        return jdbi.withHandle(handle -> mayClaim(handle, queue, analyst));
    }

    private static boolean mayClaim(Handle handle, String queue, Person analyst) {
        return handle.createQuery("select role from queue where name = :queue")
                .bind("queue", queue)
                .mapTo(String.class)
                .findOne()
                .filter(role -> analyst.may(Role.valueOf(role)))
                .isPresent();
    }

    /**
     * Lets an analyst keep a claimed item for another lease.
     *
     * @throws NotYoursException where it is not with them any more
     */
    public void renew(long item, Person analyst) throws NotYoursException {
        boolean renewed = jdbi.withHandle(handle -> change(
                handle,
                "lease_until = case state when 'OPEN' then cast(:leaseUntil as timestamptz) end",
                item,
                analyst));
        if (!renewed) {
            throw new NotYoursException(item);
        }
    }

    /**
     * Gives an item back to its queue.
     *
     * @throws NotYoursException where it is not with this analyst
     */
    public void release(long item, Person analyst) throws NotYoursException {
        change("release", "state = 'OPEN', claimed_by = null, claimed_at = null, lease_until = null", item, analyst);
    }

    /**
     * Keeps an item without a time limit.
     *
     * @throws NotYoursException where it is not with this analyst
     */
    public void hold(long item, Person analyst) throws NotYoursException {
        change("hold", "state = 'HELD', lease_until = null", item, analyst);
    }

    /**
     * Gives an item to someone else, who has a lease's time for it.
     *
     * @throws NotYoursException where it is not with this analyst
     */
    public void handOver(long item, Person analyst, Person to) throws NotYoursException {
        boolean done = jdbi.inTransaction(handle -> {
            Update update = handle.createUpdate(
                            "update review_item set state = 'OPEN', claimed_by = :to, claimed_at = :now, lease_until = :leaseUntil"
                                    + " where " + WITH_ANALYST)
                    .bind("to", to.name());
            return execute(update, item, analyst) && appended(handle, analyst, "hand-over", item, "to " + to.name());
        });
        if (!done) {
            throw new NotYoursException(item);
        }
    }

    private void change(String action, String change, long item, Person analyst) throws NotYoursException {
        boolean done = jdbi.inTransaction(
                handle -> change(handle, change, item, analyst) && appended(handle, analyst, action, item, ""));
        if (!done) {
            throw new NotYoursException(item);
        }
    }

    private boolean change(Handle handle, String change, long item, Person analyst) {
        return execute(
                handle.createUpdate("update review_item set " + change + " where " + WITH_ANALYST), item, analyst);
    }

    private boolean execute(Update update, long item, Person analyst) {
        Instant now = clock.instant();
        return update.bind("item", item)
                        .bind("analyst", analyst.name())
                        .bind("now", now)
                        .bind("leaseUntil", now.plus(lease))
                        .execute()
                == 1;
    }

    private boolean appended(Handle handle, Person analyst, String action, long item, String detail) {
        audit.append(handle, analyst.name(), action, subject(item), detail);
        Notifications.changed(handle);
        return true;
    }

    /** How the audit log names an item. */
    public static String subject(long item) {
        return "item " + item;
    }
}
