package dev.tamis.console.queue;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.store.Notifications;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What users of the platform say against images that are up for review. A report of an image that was not flagged comes with its
 * submission, by Kafka.
 *
 * <p>Safe for use by several threads.
 */
public final class Reports {
    private static final int MOST_TEXT = 2_000;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;

    public Reports(Jdbi jdbi, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes a report. An item that nobody has decided comes first in its queue from now on.
     *
     * @param by the program that passes it on
     * @param reporter who says it, as the platform calls them
     * @throws RefusedException where there is no item of this submission, or nothing is said
     */
    public void add(String submissionId, Person by, String reporter, String text) throws RefusedException {
        String who = reporter.strip();
        String what = text.strip();
        if (who.isEmpty() || what.isEmpty() || who.length() > MOST_TEXT || what.length() > MOST_TEXT) {
            throw new RefusedException(
                    "A report says who reports what, each in 1 to %d characters.".formatted(MOST_TEXT));
        }
        jdbi.useTransaction(handle -> {
            long item = handle.createQuery(
                            "update review_item set reported = true where submission_id = :submission returning id")
                    .bind("submission", submissionId)
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(
                            () -> new RefusedException("There is no item of the submission " + submissionId + "."));
            handle.createUpdate(
                            "insert into report (item, reporter, text, reported_at) values (:item, :reporter, :text, :now)")
                    .bind("item", item)
                    .bind("reporter", who)
                    .bind("text", what)
                    .bind("now", clock.instant())
                    .execute();
            audit.append(handle, by.name(), "report", WorkQueue.subject(item), "");
            Notifications.changed(handle);
        });
    }

    /** Those of an item, the first first. */
    public List<Report> of(long item) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from report where item = :item order by id")
                .bind("item", item)
                .map((row, context) -> new Report(
                        row.getString("reporter"),
                        row.getString("text"),
                        row.getTimestamp("reported_at").toInstant()))
                .list());
    }
}
