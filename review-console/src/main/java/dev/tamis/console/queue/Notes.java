package dev.tamis.console.queue;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What analysts tell each other of items.
 *
 * <p>Safe for use by several threads.
 */
public final class Notes {
    /** Longest text of one, in characters. */
    public static final int MOST_TEXT = 2_000;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;

    public Notes(Jdbi jdbi, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds one to an item; a blank one is none. */
    public void add(long item, Person author, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            handle.createUpdate(
                            "insert into note (item, author, written_at, text) values (:item, :author, :now, :text)")
                    .bind("item", item)
                    .bind("author", author.name())
                    .bind("now", clock.instant())
                    .bind("text", stripped.substring(0, Math.min(stripped.length(), MOST_TEXT)))
                    .execute();
            audit.append(handle, author.name(), "note", WorkQueue.subject(item), "");
        });
    }

    /** Those on an item, the first first. */
    public List<Note> on(long item) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from note where item = :item order by id")
                .bind("item", item)
                .map((row, context) -> new Note(
                        row.getString("author"), row.getTimestamp("written_at").toInstant(), row.getString("text")))
                .list());
    }
}
