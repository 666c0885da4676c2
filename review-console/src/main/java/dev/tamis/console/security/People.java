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
import org.jspecify.annotations.Nullable;

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
                                "select password_hash from person where name = :name and not disabled")
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
     * @param password null for one who logs in elsewhere
     * @param by who does it, for the audit log
     * @throws UnusableCredentialsException where the name or the password may not be chosen
     */
    public void add(String name, Role role, @Nullable String password, String by) throws UnusableCredentialsException {
        String hash = password == null ? null : hashOf(password);
        String normal = usable(name);
        boolean added = jdbi.inTransaction(handle -> insert(handle, normal, role, hash, by));
        if (!added) {
            throw new UnusableCredentialsException("There is someone of the name " + normal + " already.");
        }
    }

    boolean insert(Handle handle, String name, Role role, @Nullable String passwordHash, String by) {
        int added = handle.createUpdate("""
                        insert into person (name, role, password_hash, created_at) values (:name, :role, :hash, :now)
                        on conflict (name) do nothing""")
                .bind("name", name)
                .bind("role", role.name())
                .bind("hash", passwordHash)
                .bind("now", clock.instant())
                .execute();
        if (added == 1) {
            audit.append(
                    handle,
                    by,
                    "add-person",
                    "person " + name,
                    "as " + role.name().toLowerCase(Locale.ROOT));
        }
        return added == 1;
    }

    /** Lets a person do more or less from now on. */
    public void setRole(String name, Role role, String by) {
        change(
                name,
                "role = '" + role.name() + "'",
                by,
                "set-role",
                "to " + role.name().toLowerCase(Locale.ROOT));
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
                handle.createUpdate(
                                "delete from session using person where person.id = session.person and name = :name")
                        .bind("name", name)
                        .execute();
                audit.append(handle, by, action, "person " + name, detail);
            }
        });
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
