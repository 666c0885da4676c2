package dev.tamis.console.quality;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.Choice;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.schemas.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Checks: items that were decided, given to someone once more as if they were new. Of a golden item it is known what it is; a second
 * review sets two analysts beside each other. What is answered changes nothing about the item.
 *
 * <p>Safe for use by several threads.
 */
public final class Checks {
    /** Second reviews are of decisions no older than this. */
    private static final Duration RECENT = Duration.ofDays(14);
    /** As good as for ever. */
    private static final Duration HELD = Duration.ofDays(365);

    private static final int HUNDRED = 100;

    private static final String OPEN =
            "item = :item and reviewer = :analyst and answered_at is null and lease_until >= :now";

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration lease;
    private final Duration undoWindow;
    private final RandomGenerator random;

    public Checks(Jdbi jdbi, AuditLog audit, Clock clock, Duration lease, Duration undoWindow, RandomGenerator random) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.lease = lease;
        this.undoWindow = undoWindow;
        this.random = random;
    }

    /**
     * How many of a hundred items that are claimed are checks.
     *
     * @param golden of which it is known what they are, 0 to 50
     * @param second that someone else decided lately, 0 to 50
     */
    public record Shares(int golden, int second) {
        public Shares {
            if (golden < 0 || golden > HUNDRED / 2 || second < 0 || second > HUNDRED / 2) {
                throw new IllegalArgumentException("a share is from 0 to 50 of a hundred");
            }
        }
    }

    public Shares shares() {
        return jdbi.withHandle(handle -> handle.createQuery("select golden, second from quality_share")
                .map((row, context) -> new Shares(row.getInt("golden"), row.getInt("second")))
                .one());
    }

    public void setShares(Shares shares, Person by) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("update quality_share set golden = :golden, second = :second")
                    .bind("golden", shares.golden)
                    .bind("second", shares.second)
                    .execute();
            audit.append(
                    handle,
                    by.name(),
                    "set-quality-shares",
                    "checks",
                    "golden %d, second %d".formatted(shares.golden, shares.second));
        });
    }

    /**
     * Makes a decided item golden.
     *
     * @throws RefusedException where nobody decided what it is
     */
    public void makeGolden(long item, Person by) throws RefusedException {
        int added = jdbi.inTransaction(handle -> {
            int rows = handle.createUpdate("""
                            insert into golden_item (item, truth, added_by, added_at)
                            select item, final_verdict, :by, :now from decision
                            where item = :item and undone_at is null and final_verdict is not null
                            order by decided_at desc limit 1
                            on conflict (item) do update set truth = excluded.truth""")
                    .bind("item", item)
                    .bind("by", by.name())
                    .bind("now", clock.instant())
                    .execute();
            if (rows == 1) {
                audit.append(handle, by.name(), "make-golden", WorkQueue.subject(item), "");
            }
            return rows;
        });
        if (added == 0) {
            throw new RefusedException("Nobody has decided what this item is.");
        }
    }

    /** Mixes an item in no more; answers that were given still count. */
    public void removeGolden(long item, Person by) {
        jdbi.useTransaction(handle -> {
            if (handle.createUpdate("delete from golden_item where item = :item")
                            .bind("item", item)
                            .execute()
                    == 1) {
                audit.append(handle, by.name(), "remove-golden", WorkQueue.subject(item), "");
            }
        });
    }

    public boolean isGolden(long item) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select from golden_item where item = :item)")
                        .bind("item", item)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Of two kinds. */
    enum Kind {
        /** Of which it is known what it is. */
        GOLDEN("""
                select item, truth expected, null decided_by from golden_item join review_item on review_item.id = item
                where queue = :queue
                    and not exists (select from decision where decision.item = golden_item.item and reviewer = :analyst)
                    and not exists (select from quality_check earlier where earlier.item = golden_item.item and reviewer = :analyst)
                order by random() limit 1"""),
        /** That someone else decided lately. */
        SECOND("""
                select item, final_verdict expected, reviewer decided_by from (
                    select * from decision where decided_at > :recent and position is not null and final_verdict is not null
                        and reviewer <> :analyst
                    order by decided_at desc limit 500) latest
                join review_item on review_item.id = item
                where queue = :queue and state = 'DECIDED'
                    and not exists (select from golden_item where golden_item.item = latest.item)
                    and not exists (select from quality_check earlier where earlier.item = latest.item)
                    and not exists (select from decision mine where mine.item = latest.item and mine.reviewer = :analyst)
                order by random() limit 1""");

        private final String candidates;

        Kind(String candidates) {
            this.candidates = candidates;
        }
    }

    /** Now and then, that a check is due. */
    Optional<Kind> draw() {
        Shares shares = shares();
        int drawn = random.nextInt(HUNDRED);
        if (drawn < shares.golden) {
            return Optional.of(Kind.GOLDEN);
        }
        return drawn < shares.golden + shares.second ? Optional.of(Kind.SECOND) : Optional.empty();
    }

    /**
     * Gives a check to an analyst who wants an item of a queue.
     *
     * @return the item; empty where there is none for them
     */
    OptionalLong assign(Kind kind, String queue, Person analyst) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(
                            "delete from quality_check where reviewer = :analyst and answered_at is null and lease_until < :now")
                    .bind("analyst", analyst.name())
                    .bind("now", now)
                    .execute();
            OptionalLong item = handle.createQuery("""
                            insert into quality_check (id, item, kind, expected, decided_by, reviewer, assigned_at, lease_until)
                            select :id, item, :kind, expected, decided_by, :analyst, :now, :leaseUntil from (%s) candidate
                            on conflict do nothing returning item""".formatted(kind.candidates))
                    .bind("id", UUID.randomUUID())
                    .bind("kind", kind.name())
                    .bind("queue", queue)
                    .bind("analyst", analyst.name())
                    .bind("recent", now.minus(RECENT))
                    .bind("now", now)
                    .bind("leaseUntil", now.plus(lease))
                    .mapTo(Long.class)
                    .findOne()
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
            item.ifPresent(
                    id -> audit.append(handle, analyst.name(), "claim-check", WorkQueue.subject(id), "from " + queue));
            return item;
        });
    }

    /** Whether an item is a check for this analyst to answer now. */
    boolean isOpen(long item, Person analyst) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select from quality_check where " + OPEN + ")")
                        .bind("item", item)
                        .bind("analyst", analyst.name())
                        .bind("now", clock.instant())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The items that are checks for this analyst to answer now. */
    Set<Long> open(Person analyst) {
        return Set.copyOf(jdbi.withHandle(handle -> handle.createQuery(
                        "select item from quality_check where reviewer = :analyst and answered_at is null and lease_until >= :now")
                .bind("analyst", analyst.name())
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .list()));
    }

    /**
     * Takes an answer.
     *
     * @return the check's id
     * @throws NotYoursException where there is no check for this analyst to answer
     */
    Answered answer(long item, Person analyst, Choice choice) throws NotYoursException {
        Instant now = clock.instant();
        Optional<UUID> id = jdbi.inTransaction(handle -> {
            Optional<UUID> answered = handle.createQuery(
                            "update quality_check set answer = :answer, answered_at = :now where " + OPEN
                                    + " returning id")
                    .bind(
                            "answer",
                            choice.finalVerdict() == null
                                    ? null
                                    : choice.finalVerdict().name())
                    .bind("item", item)
                    .bind("analyst", analyst.name())
                    .bind("now", now)
                    .mapTo(UUID.class)
                    .findOne();
            answered.ifPresent(
                    check -> audit.append(handle, analyst.name(), "answer-check", WorkQueue.subject(item), ""));
            return answered;
        });
        return new Answered(
                id.orElseThrow(() -> new NotYoursException(item)), item, choice.finalVerdict(), now.plus(undoWindow));
    }

    /** Opens an answered check again, where it was answered just now. */
    Optional<Long> undo(UUID id, Person by) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            Optional<Long> item = handle.createQuery("""
                            update quality_check set answer = null, answered_at = null, lease_until = :leaseUntil
                            where id = :id and reviewer = :by and answered_at > :earliest returning item""")
                    .bind("leaseUntil", now.plus(lease))
                    .bind("id", id)
                    .bind("by", by.name())
                    .bind("earliest", now.minus(undoWindow))
                    .mapTo(Long.class)
                    .findOne();
            item.ifPresent(each -> audit.append(handle, by.name(), "undo-check", WorkQueue.subject(each), ""));
            return item;
        });
    }

    /** An answer that can still be undone. */
    Optional<Answered> undoable(UUID id, Person by) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select item, answer, answered_at from quality_check
                        where id = :id and reviewer = :by and answered_at > :earliest""")
                .bind("id", id)
                .bind("by", by.name())
                .bind("earliest", clock.instant().minus(undoWindow))
                .map((row, context) -> {
                    String answer = row.getString("answer");
                    return new Answered(
                            id,
                            row.getLong("item"),
                            answer == null ? null : Verdict.valueOf(answer),
                            row.getTimestamp("answered_at").toInstant().plus(undoWindow));
                })
                .findOne());
    }

    void renew(long item, Person analyst) throws NotYoursException {
        change(
                item,
                analyst,
                "update quality_check set lease_until = greatest(lease_until, :leaseUntil) where " + OPEN,
                lease);
    }

    void hold(long item, Person analyst) throws NotYoursException {
        change(item, analyst, "update quality_check set lease_until = :leaseUntil where " + OPEN, HELD);
    }

    /** As an item goes back to its queue; this analyst may be given it again. */
    void release(long item, Person analyst) throws NotYoursException {
        change(item, analyst, "delete from quality_check where " + OPEN, lease);
    }

    private void change(long item, Person analyst, String statement, Duration until) throws NotYoursException {
        Instant now = clock.instant();
        int changed = jdbi.withHandle(handle -> handle.createUpdate(statement)
                .bind("leaseUntil", now.plus(until))
                .bind("item", item)
                .bind("analyst", analyst.name())
                .bind("now", now)
                .execute());
        if (changed == 0) {
            throw new NotYoursException(item);
        }
    }

    /**
     * What an analyst said just now.
     *
     * @param finalVerdict null of an item that was escalated
     * @param undoableUntil when it goes out
     */
    public record Answered(UUID id, long item, @Nullable Verdict finalVerdict, Instant undoableUntil) {}

    /** Second reviews whose two analysts differ, the latest first. */
    public List<Disagreement> disagreements(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select item, expected, decided_by, answer, reviewer, answered_at from quality_check
                        where kind = 'SECOND' and answer <> expected order by answered_at desc limit :most""")
                .bind("most", most)
                .map((row, context) -> new Disagreement(
                        row.getLong("item"),
                        Verdict.valueOf(row.getString("expected")),
                        row.getString("decided_by"),
                        Verdict.valueOf(row.getString("answer")),
                        row.getString("reviewer"),
                        row.getTimestamp("answered_at").toInstant()))
                .list());
    }

    /** Two analysts who hold an image to be different things. */
    public record Disagreement(
            long item, Verdict first, String firstAnalyst, Verdict second, String secondAnalyst, Instant at) {}
}
