package dev.tamis.console.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.tamis.console.audit.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Those who may use the console.
 *
 * <p>Safe for use by several threads.
 */
public final class People {
    private static final int LEAST_PASSWORD_LENGTH = 12;
    private static final int MOST_PASSWORD_LENGTH = 200;
    private static final int SALT_BYTES = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");

    /** OWASP's second choice: 19 MiB, two passes, one lane; some 20 ms of a core. */
    private static final Argon2Function HASH = Argon2Function.getInstance(19 * 1_024, 2, 1, 32, Argon2.ID);

    /** Of a password that nobody has, so that a name which nobody has takes as long to refuse. */
    private static final String NOBODYS_HASH = hash(Secret.random());

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;

    public People(Jdbi jdbi, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /** The person of this name, where the password is theirs and they may log in. */
    public Optional<Person> authenticate(String name, String password) {
        String known = jdbi.withHandle(handle -> handle.createQuery(
                                "select password_hash from person where name = :name and password_hash is not null and not disabled")
                        .bind("name", normal(name))
                        .mapTo(String.class)
                        .findOne())
                .orElse(NOBODYS_HASH);
        boolean right = password.length() <= MOST_PASSWORD_LENGTH
                && Password.check(password, known).with(HASH);
        return right ? find(name) : Optional.empty();
    }

    /** The person of this name. */
    public Optional<Person> find(String name) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, name, role, veil from person where name = :name and not disabled")
                .bind("name", normal(name))
                .map((row, context) -> person(row))
                .findOne());
    }

    /** Everyone who may log in, by name. */
    public List<Person> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id, name, role, veil from person where not disabled order by name")
                        .map((row, context) -> person(row))
                        .list());
    }

    /**
     * Takes someone in.
     *
     * @param by who does it, for the audit log
     * @throws UnusableCredentialsException where the name or the password may not be chosen
     */
    public void add(String name, Role role, String password, String by) throws UnusableCredentialsException {
        String hash = hashOf(password);
        String normal = usable(name);
        boolean added = jdbi.inTransaction(handle -> insert(handle, normal, role, hash, by));
        if (!added) {
            throw new UnusableCredentialsException("There is someone of the name " + normal + " already.");
        }
    }

    boolean insert(Handle handle, String name, Role role, String passwordHash, String by) {
        int added = handle.createUpdate("""
                        insert into person (name, role, password_hash, created_at) values (:name, :role, :hash, :now)
                        on conflict (name) do nothing""")
                .bind("name", name)
                .bind("role", role.name())
                .bind("hash", passwordHash)
                .bind("now", clock.instant())
                .execute();
        if (added == 1) {
            audit.append(handle, by, "add-person", "person " + name, "as " + words(role));
        }
        return added == 1;
    }

    /**
     * Lets in someone who logged in elsewhere, with the role that they have there.
     *
     * @param issuer who says who they are
     * @param subject what it calls them; never changes
     * @param name what decisions and the audit log call them
     * @throws RefusedException where the name cannot be used here or is someone else's, or an administrator disabled them
     */
    Person admit(String issuer, String subject, String name, Role role) throws RefusedException {
        String normal = usable(name);
        return jdbi.inTransaction(handle -> {
            Optional<Person> known = handle.createQuery(
                            "select id, name, role, veil from person where issuer = :issuer and subject = :subject for update")
                    .bind("issuer", issuer)
                    .bind("subject", subject)
                    .map((row, context) -> person(row))
                    .findOne();
            if (known.isEmpty()) {
                enter(handle, issuer, subject, normal, role);
            } else if (known.get().role() != role) {
                handle.createUpdate("update person set role = :role where id = :id")
                        .bind("role", role.name())
                        .bind("id", known.get().id())
                        .execute();
                audit.append(
                        handle,
                        "console",
                        "set-role",
                        "person " + known.get().name(),
                        "to " + words(role) + ", as " + issuer + " says");
            }
            return handle.createQuery(
                            "select id, name, role, veil from person where issuer = :issuer and subject = :subject and not disabled")
                    .bind("issuer", issuer)
                    .bind("subject", subject)
                    .map((row, context) -> person(row))
                    .findOne()
                    .orElseThrow(() -> new RefusedException("An administrator disabled your account here."));
        });
    }

    private void enter(Handle handle, String issuer, String subject, String name, Role role) throws RefusedException {
        int added = handle.createUpdate("""
                        insert into person (name, role, issuer, subject, created_at) values (:name, :role, :issuer, :subject, :now)
                        on conflict (name) do nothing""")
                .bind("name", name)
                .bind("role", role.name())
                .bind("issuer", issuer)
                .bind("subject", subject)
                .bind("now", clock.instant())
                .execute();
        if (added == 0) {
            throw new RefusedException("There is someone else of the name " + name + " here.");
        }
        audit.append(
                handle, "console", "add-person", "person " + name, "as " + words(role) + ", as " + issuer + " says");
    }

    private static String words(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Lets a person do more or less from now on. */
    public void setRole(String name, Role role, String by) {
        change(name, "role = '" + role.name() + "'", by, "set-role", "to " + words(role));
    }

    /**
     * Gives a person another password. Their sessions end.
     *
     * @throws RefusedException where it may not be chosen, or the person logs in elsewhere
     */
    public void setPassword(String name, String password, String by) throws RefusedException {
        String hash = hashOf(password);
        boolean changed = jdbi.inTransaction(handle -> {
            int rows = handle.createUpdate(
                            "update person set password_hash = :hash where name = :name and password_hash is not null and not disabled")
                    .bind("hash", hash)
                    .bind("name", name)
                    .execute();
            if (rows == 1) {
                endSessions(handle, name);
                audit.append(handle, by, "set-password", "person " + name, "");
            }
            return rows == 1;
        });
        if (!changed) {
            throw new RefusedException(name + " has no password here.");
        }
    }

    /** Lets a person in again. */
    public void enable(String name, String by) {
        jdbi.useTransaction(handle -> {
            if (handle.createUpdate("update person set disabled = false where name = :name and disabled")
                            .bind("name", name)
                            .execute()
                    == 1) {
                audit.append(handle, by, "enable", "person " + name, "");
            }
        });
    }

    /** Everyone who may not log in any more, by name. */
    public List<Person> disabled() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id, name, role, veil from person where disabled order by name")
                        .map((row, context) -> person(row))
                        .list());
    }

    /** Lets a person in no more; what they did stays. Their sessions end. */
    public void disable(String name, String by) {
        change(name, "disabled = true", by, "disable", "");
    }

    private void change(String name, String change, String by, String action, String detail) {
        jdbi.useTransaction(handle -> {
            int changed = handle.createUpdate("update person set " + change + " where name = :name and not disabled")
                    .bind("name", name)
                    .execute();
            if (changed == 1) {
                endSessions(handle, name);
                audit.append(handle, by, action, "person " + name, detail);
            }
        });
    }

    private static void endSessions(Handle handle, String name) {
        handle.createUpdate("delete from session using person where person.id = session.person and name = :name")
                .bind("name", name)
                .execute();
    }

    /** Keeps how a person wants images to be shown. */
    public void setVeil(Person person, Veil veil) {
        jdbi.useHandle(handle -> handle.createUpdate("update person set veil = :veil where id = :id")
                .bind("veil", veil.name())
                .bind("id", person.id())
                .execute());
    }

    static String usable(String name) throws UnusableCredentialsException {
        String normal = normal(name);
        if (!NAME.matcher(normal).matches()) {
            throw new UnusableCredentialsException(
                    "A name has 1 to 100 letters, digits and . _ @ -, and begins with a letter or digit.");
        }
        return normal;
    }

    static String hashOf(String password) throws UnusableCredentialsException {
        if (password.length() < LEAST_PASSWORD_LENGTH || password.length() > MOST_PASSWORD_LENGTH) {
            throw new UnusableCredentialsException("A password has %d to %d characters, not %d."
                    .formatted(LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH, password.length()));
        }
        return hash(password);
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(HASH).getResult();
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Veil.valueOf(row.getString("veil")));
    }
}
