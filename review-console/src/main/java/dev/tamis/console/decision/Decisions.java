package dev.tamis.console.decision;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import dev.tamis.console.store.Notifications;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What analysts decide. A decision can be undone until it is due; then a {@link DecisionRelay} sends it on.
 *
 * <p>Safe for use by several threads.
 */
public final class Decisions {
    /** Where escalated items go. */
    public static final String ESCALATED = "escalated";

    private static final int MOST_TEXT = 2_000;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration undoWindow;
    private final Duration lease;

    /**
     * @param undoWindow how long a decision can be undone
     * @param lease how long an item stays with whoever undid a decision on it
     */
    public Decisions(Jdbi jdbi, AuditLog audit, Clock clock, Duration undoWindow, Duration lease) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.undoWindow = undoWindow;
        this.lease = lease;
    }

    /** An item as it stands before a decision, locked. */
    private record Before(
            long item,
            String queue,
            Verdict verdict,
            @Nullable Instant claimedAt) {}

    /**
     * Decides an item that is with the analyst.
     *
     * @param reason one of the platform's {@link Reasons}; null where it has none
     * @param note free text
     * @return the decision's id
     * @throws RefusedException where the item is not with this analyst, or there is no reason where one is needed
     */
    public UUID decide(long item, Person analyst, Choice choice, @Nullable String reason, @Nullable String note)
            throws RefusedException {
        return jdbi.inTransaction(handle -> {
            Before before = handle.createQuery("""
                            select id, queue, verdict, claimed_at from review_item
                            where id = :item and claimed_by = :analyst and (state = 'HELD' or state = 'OPEN' and lease_until >= :now)
                            for update""")
                    .bind("item", item)
                    .bind("analyst", analyst.name())
                    .bind("now", clock.instant())
                    .map((row, context) -> before(row))
                    .findOne()
                    .orElseThrow(() -> new NotYoursException(item));
            return insert(handle, before, analyst, choice, Reasons.chosen(handle, choice, reason), note, undoWindow);
        });
    }

    /**
     * Decides several items alike: those of them that nobody has decided and nobody else works on.
     *
     * @return the decisions' ids
     * @throws RefusedException where there is no reason where one is needed
     */
    public List<UUID> decideAll(
            List<Long> items, Person analyst, Choice choice, @Nullable String reason, @Nullable String note)
            throws RefusedException {
        return jdbi.inTransaction(handle -> {
            Reason chosen = Reasons.chosen(handle, choice, reason);
            return handle
                    .createQuery("""
                            select id, queue, verdict, claimed_at from review_item
                            where id in (<items>) and state = 'OPEN'
                                and (lease_until is null or lease_until < :now or claimed_by = :analyst)
                            order by id for update""")
                    .bindList("items", items)
                    .bind("analyst", analyst.name())
                    .bind("now", clock.instant())
                    .map((row, context) -> before(row))
                    .list()
                    .stream()
                    .map(before -> insert(handle, before, analyst, choice, chosen, note, undoWindow))
                    .toList();
        });
    }

    /**
     * Answers an appeal against the decision on an item. Where it is granted the image is held to be the other of both from now on,
     * which cannot be undone.
     *
     * @param by not who decided, unless an administrator
     * @param statement what the person says who was decided against
     * @throws RefusedException where there is nothing to appeal against, or it is not for this person to answer
     */
    public void answerAppeal(long item, Person by, String statement, boolean granted, String answer)
            throws RefusedException {
        String said = trimmed(statement);
        String answered = trimmed(answer);
        if (said == null || answered == null) {
            throw new RefusedException("An appeal has a statement and an answer.");
        }
        jdbi.useTransaction(handle -> {
            Before before = handle.createQuery(
                            "select id, queue, verdict, claimed_at from review_item where id = :item and state = 'DECIDED' for update")
                    .bind("item", item)
                    .map((row, context) -> before(row))
                    .findOne()
                    .orElseThrow(() -> new RefusedException("Nothing is decided on this item."));
            DecidedItem last = handle.createQuery("""
                            select * from decision where item = :item and undone_at is null and final_verdict is not null
                            order by decided_at desc limit 1""")
                    .bind("item", item)
                    .map((row, context) -> decided(row))
                    .one();
            if (last.reviewer().equals(by.name()) && !by.may(Role.ADMIN)) {
                throw new RefusedException("You decided this. Someone else answers the appeal.");
            }
            Choice other = last.finalVerdict() == Verdict.GENERATED ? Choice.AUTHENTIC : Choice.GENERATED;
            UUID decision = granted ? insert(handle, before, by, other, null, answered, Duration.ZERO) : null;
            handle.createUpdate("""
                            insert into appeal (item, statement, granted, answer, answered_by, answered_at, decision)
                            values (:item, :statement, :granted, :answer, :by, :now, :decision)""")
                    .bind("item", item)
                    .bind("statement", said)
                    .bind("granted", granted)
                    .bind("answer", answered)
                    .bind("by", by.name())
                    .bind("now", clock.instant())
                    .bind("decision", decision)
                    .execute();
            audit.append(
                    handle, by.name(), "answer-appeal", WorkQueue.subject(item), granted ? "granted" : "turned down");
            Notifications.changed(handle);
        });
    }

    /** The appeals on an item that were answered, the first first. */
    public List<Appeal> appeals(long item) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from appeal where item = :item order by id")
                .bind("item", item)
                .map((row, context) -> new Appeal(
                        row.getString("statement"),
                        row.getBoolean("granted"),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        row.getTimestamp("answered_at").toInstant()))
                .list());
    }

    private UUID insert(
            Handle handle,
            Before before,
            Person analyst,
            Choice choice,
            @Nullable Reason reason,
            @Nullable String note,
            Duration undoable) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        String decision = choice.decisionOn(before.verdict).name();
        handle.createUpdate("""
                        insert into decision (id, item, decision, final_verdict, reason, policy, note, reviewer, decided_at,
                            due_at, queue_before, claimed_at)
                        values (:id, :item, :decision, :finalVerdict, :reason, :policy, :note, :reviewer, :now, :due, :queue, :claimedAt)""")
                .bind("id", id)
                .bind("item", before.item)
                .bind("decision", decision)
                .bind(
                        "finalVerdict",
                        choice.finalVerdict() == null
                                ? null
                                : choice.finalVerdict().name())
                .bind("reason", reason == null ? null : reason.name())
                .bind("policy", reason == null ? null : reason.policy())
                .bind("note", trimmed(note))
                .bind("reviewer", analyst.name())
                .bind("now", now)
                .bind("due", now.plus(undoable))
                .bind("queue", before.queue)
                .bind("claimedAt", before.claimedAt)
                .execute();
        String change = choice == Choice.ESCALATE
                ? "queue = '" + ESCALATED
                        + "', state = 'OPEN', claimed_by = null, claimed_at = null, lease_until = null"
                : "state = 'DECIDED', claimed_by = :analyst, lease_until = null";
        handle.createUpdate("update review_item set " + change + " where id = :item")
                .bind("item", before.item)
                .bind("analyst", analyst.name())
                .execute();
        audit.append(
                handle,
                analyst.name(),
                "decide",
                WorkQueue.subject(before.item),
                "%s, %s".formatted(choice.name().toLowerCase(Locale.ROOT), decision.toLowerCase(Locale.ROOT)));
        Notifications.changed(handle);
        return id;
    }

    /**
     * Takes a decision back before it is due. The item is with its analyst again.
     *
     * @param by who decided, or a lead
     * @return the item; empty where it is too late, was undone, or is someone else's
     */
    public Optional<Long> undo(UUID decision, Person by) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            Optional<Long> item = handle.createQuery("""
                            update decision set undone_at = :now
                            where id = :id and undone_at is null and position is null and due_at > :now
                                and (reviewer = :by or :lead)
                                and not exists (select from decision later
                                    where later.item = decision.item and later.decided_at > decision.decided_at)
                            returning item""")
                    .bind("now", now)
                    .bind("id", decision)
                    .bind("by", by.name())
                    .bind("lead", by.may(Role.LEAD))
                    .mapTo(Long.class)
                    .findOne();
            item.ifPresent(id -> {
                handle.createUpdate("""
                                update review_item set state = 'OPEN', queue = queue_before, claimed_by = reviewer,
                                    claimed_at = :now, lease_until = :leaseUntil
                                from decision where decision.id = :decision and review_item.id = decision.item""")
                        .bind("now", now)
                        .bind("leaseUntil", now.plus(lease))
                        .bind("decision", decision)
                        .execute();
                audit.append(handle, by.name(), "undo", WorkQueue.subject(id), "");
                Notifications.changed(handle);
            });
            return item;
        });
    }

    /** What was decided on an item, the first first. */
    public List<DecidedItem> on(long item) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from decision where item = :item order by decided_at, id")
                        .bind("item", item)
                        .map((row, context) -> decided(row))
                        .list());
    }

    /** A decision of this person, where it can still be undone. */
    public Optional<DecidedItem> undoable(UUID decision, Person by) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from decision
                        where id = :id and reviewer = :by and undone_at is null and position is null and due_at > :now""")
                .bind("id", decision)
                .bind("by", by.name())
                .bind("now", clock.instant())
                .map((row, context) -> decided(row))
                .findOne());
    }

    private static DecidedItem decided(ResultSet row) throws SQLException {
        String finalVerdict = row.getString("final_verdict");
        return new DecidedItem(
                UUID.fromString(row.getString("id")),
                row.getLong("item"),
                Decision.valueOf(row.getString("decision")),
                finalVerdict == null ? null : Verdict.valueOf(finalVerdict),
                row.getString("reason"),
                row.getString("policy"),
                row.getString("note"),
                row.getString("reviewer"),
                row.getTimestamp("decided_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("undone_at") != null,
                row.getObject("position") != null);
    }

    private static Before before(ResultSet row) throws SQLException {
        Timestamp claimedAt = row.getTimestamp("claimed_at");
        return new Before(
                row.getLong("id"),
                row.getString("queue"),
                Verdict.valueOf(row.getString("verdict")),
                claimedAt == null ? null : claimedAt.toInstant());
    }

    /** Null where there is nothing to read; cut where it is longer than a record should be. */
    private static @Nullable String trimmed(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() <= MOST_TEXT ? stripped : stripped.substring(0, MOST_TEXT);
    }
}
