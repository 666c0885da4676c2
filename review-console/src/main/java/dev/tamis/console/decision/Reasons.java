package dev.tamis.console.decision;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The platform's reasons for a decision. Where there is any, each decision has one.
 *
 * <p>Safe for use by several threads.
 */
public final class Reasons {
    private static final int MOST_LENGTH = 200;

    private final Jdbi jdbi;
    private final AuditLog audit;

    public Reasons(Jdbi jdbi, AuditLog audit) {
        this.jdbi = jdbi;
        this.audit = audit;
    }

    /** In the order in which they were added. */
    public List<Reason> all() {
        return jdbi.withHandle(Reasons::all);
    }

    /**
     * Adds one at the end.
     *
     * @param policy the platform's rule that it belongs to; blank where there is none
     * @throws RefusedException where it has no name, a long one, or one that there is already
     */
    public void add(String name, String policy, Person by) throws RefusedException {
        String stripped = name.strip();
        String ofPolicy = policy.strip();
        if (stripped.isEmpty() || stripped.length() > MOST_LENGTH || ofPolicy.length() > MOST_LENGTH) {
            throw new RefusedException("A reason has 1 to %d characters, its policy no more.".formatted(MOST_LENGTH));
        }
        boolean added = jdbi.inTransaction(handle -> {
            int rows = handle.createUpdate("""
                            insert into reason (name, policy) values (:name, nullif(:policy, '')) on conflict do nothing""")
                    .bind("name", stripped)
                    .bind("policy", ofPolicy)
                    .execute();
            if (rows == 1) {
                audit.append(handle, by.name(), "add-reason", "reason " + stripped, ofPolicy);
            }
            return rows == 1;
        });
        if (!added) {
            throw new RefusedException("There is this reason already.");
        }
    }

    /** Takes one from the list; decisions that have it keep it. */
    public void remove(String name, Person by) {
        jdbi.useTransaction(handle -> {
            int rows = handle.createUpdate("delete from reason where name = :name")
                    .bind("name", name)
                    .execute();
            if (rows == 1) {
                audit.append(handle, by.name(), "remove-reason", "reason " + name, "");
            }
        });
    }

    /**
     * The reason of a decision.
     *
     * @param name as the analyst chose it
     * @return null where there are no reasons to choose from, and where someone else is to decide
     * @throws RefusedException where there are, and it is none of them
     */
    static @Nullable Reason chosen(Handle handle, Choice choice, @Nullable String name) throws RefusedException {
        List<Reason> all = all(handle);
        Optional<Reason> chosen =
                all.stream().filter(reason -> reason.name().equals(name)).findFirst();
        if (chosen.isEmpty() && !all.isEmpty() && choice != Choice.ESCALATE) {
            throw new RefusedException("Choose one of the reasons.");
        }
        return chosen.orElse(null);
    }

    private static List<Reason> all(Handle handle) {
        return handle.createQuery("select name, policy from reason order by place")
                .map((row, context) -> new Reason(row.getString("name"), row.getString("policy")))
                .list();
    }
}
