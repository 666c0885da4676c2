package dev.tamis.console.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The audit log: entries are appended and never change, which the database enforces against everyone but its owner. Each entry's
 * hash covers the one before it, so that one which was changed, taken out or put in between shows; whoever keeps the last hash
 * elsewhere sees a log that was written anew as well.
 *
 * <p>Safe for use by several threads.
 */
public final class AuditLog {
    private static final int PAGE = 1_000;

    private final Jdbi jdbi;
    private final Clock clock;

    public AuditLog(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Appends an entry in the transaction of what it tells of, best at its end: others who append wait for it.
     *
     * @param subject on what, for example {@code item 17}
     * @param detail what else there is to know, for a person
     */
    public void append(Handle handle, String actor, String action, String subject, String detail) {
        AuditEntry head = handle.createQuery("select id, hash from audit_head for update")
                .map((row, context) -> AuditEntry.after(
                        row.getBytes("hash"),
                        row.getLong("id") + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor,
                        action,
                        subject,
                        detail))
                .one();
        handle.createUpdate("""
                        insert into audit_entry (id, at, actor, action, subject, detail, hash)
                        values (:id, :at, :actor, :action, :subject, :detail, :hash)""")
                .bind("id", head.id())
                .bind("at", head.at())
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .bind("hash", head.hash())
                .execute();
        handle.createUpdate("update audit_head set id = :id, hash = :hash")
                .bind("id", head.id())
                .bind("hash", head.hash())
                .execute();
    }

    /** Appends an entry that tells of nothing else in the database. */
    public void append(String actor, String action, String subject, String detail) {
        jdbi.useTransaction(handle -> append(handle, actor, action, subject, detail));
    }

    /** The entries about one subject, the first first. */
    public List<AuditEntry> about(String subject) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from audit_entry where subject = :subject order by id")
                        .bind("subject", subject)
                        .map((row, context) -> entry(row))
                        .list());
    }

    /** The latest entries before one, the latest first. */
    public List<AuditEntry> before(long id, int most) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from audit_entry where id < :id order by id desc limit :most")
                        .bind("id", id)
                        .bind("most", most)
                        .map((row, context) -> entry(row))
                        .list());
    }

    /**
     * Reads the whole log in its order.
     *
     * @param reader gets each entry once; must not keep the stream
     */
    public <T> T read(Function<Stream<AuditEntry>, T> reader) {
        return jdbi.inTransaction(handle -> {
            try (Stream<AuditEntry> entries = handle
                    .createQuery("select * from audit_entry order by id")
                    .setFetchSize(PAGE)
                    .map((row, context) -> entry(row))
                    .stream()) {
                return reader.apply(entries);
            }
        });
    }

    /**
     * Checks every hash.
     *
     * @return the id of the first entry that does not follow from the one before it, or is missing; empty where all do
     */
    public OptionalLong firstBroken() {
        return read(entries -> {
            byte[] previous = AuditEntry.FIRST;
            long expected = 1;
            for (Iterator<AuditEntry> each = entries.iterator(); each.hasNext(); expected++) {
                AuditEntry entry = each.next();
                if (entry.id() != expected || !entry.follows(previous)) {
                    return OptionalLong.of(expected);
                }
                previous = entry.hash();
            }
            return OptionalLong.empty();
        });
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getBytes("hash"));
    }
}
