package dev.tamis.console.queue;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Role;
import dev.tamis.console.store.Notifications;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Which queues there are, and which items each takes: one that arrives goes to the first queue whose rule takes it, or to the last.
 * What is in a queue already stays there.
 *
 * <p>Safe for use by several threads.
 */
public final class Queues {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    private final Jdbi jdbi;
    private final AuditLog audit;

    public Queues(Jdbi jdbi, AuditLog audit) {
        this.jdbi = jdbi;
        this.audit = audit;
    }

    /** In the order in which their rules are tried. */
    public List<QueueRule> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select name, role, rule from queue order by place")
                .map((row, context) -> {
                    String rule = row.getString("rule");
                    return new QueueRule(
                            row.getString("name"),
                            Role.valueOf(row.getString("role")),
                            rule == null ? null : Routing.rule(rule));
                })
                .list());
    }

    /**
     * Adds a queue before the last one, or changes the rule of one that there is.
     *
     * @throws RefusedException where the name or the role may not be chosen, or the queue has no rule
     */
    public void put(String name, Role role, RoutingRule rule, Person by) throws RefusedException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    "A queue's name has 1 to 50 small letters, digits and hyphens, and begins with a letter or digit.");
        }
        if (role == Role.VIEWER) {
            throw new RefusedException("A viewer claims nothing.");
        }
        jdbi.useTransaction(handle -> {
            List<String> names = names(handle);
            String json = Routing.json(rule);
            if (names.contains(name)) {
                int changed = handle.createUpdate(
                                "update queue set role = :role, rule = cast(:rule as jsonb) where name = :name and rule is not null")
                        .bind("role", role.name())
                        .bind("rule", json)
                        .bind("name", name)
                        .execute();
                if (changed == 0) {
                    throw new RefusedException("The queue " + name + " takes what people send there, by no rule.");
                }
            } else {
                handle.createUpdate(
                                "insert into queue (name, place, rule, role) values (:name, :place, cast(:rule as jsonb), :role)")
                        .bind("name", name)
                        .bind("place", names.size())
                        .bind("rule", json)
                        .bind("role", role.name())
                        .execute();
                names.add(names.size() - 1, name);
                place(handle, names);
            }
            audit.append(
                    handle,
                    by.name(),
                    "set-queue",
                    "queue " + name,
                    json + " for " + role.name().toLowerCase(Locale.ROOT));
            Notifications.changed(handle);
        });
    }

    /** Lets a queue's rule be tried one place earlier. */
    public void moveUp(String name, Person by) {
        jdbi.useTransaction(handle -> {
            List<String> names = names(handle);
            int at = names.indexOf(name);
            if (at > 0) {
                Collections.swap(names, at, at - 1);
                place(handle, names);
                audit.append(handle, by.name(), "move-queue-up", "queue " + name, "");
                Notifications.changed(handle);
            }
        });
    }

    /**
     * Takes a queue away that nothing was ever in.
     *
     * @throws RefusedException where something is or was, where it takes what people send there, and where it is the last
     */
    public void remove(String name, Person by) throws RefusedException {
        jdbi.useTransaction(handle -> {
            List<String> names = names(handle);
            int removed = names.size() <= 2
                    ? 0
                    : handle.createUpdate("""
                                    delete from queue where name = :name and rule is not null
                                        and not exists (select from review_item where queue = :name)
                                        and not exists (select from decision where queue_before = :name)""").bind("name", name).execute();
            if (removed == 0) {
                throw new RefusedException("The queue " + name + " has or had items, or must be there.");
            }
            names.remove(name);
            place(handle, names);
            audit.append(handle, by.name(), "remove-queue", "queue " + name, "");
            Notifications.changed(handle);
        });
    }

    private static List<String> names(Handle handle) {
        return new ArrayList<>(handle.createQuery("select name from queue order by place for update")
                .mapTo(String.class)
                .list());
    }

    private static void place(Handle handle, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            handle.createUpdate("update queue set place = :place where name = :name")
                    .bind("place", i)
                    .bind("name", names.get(i))
                    .execute();
        }
    }
}
