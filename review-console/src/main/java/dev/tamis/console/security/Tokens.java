package dev.tamis.console.security;

import dev.tamis.console.audit.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Programs that use the API, each by a token that is shown once.
 *
 * <p>Safe for use by several threads.
 */
public final class Tokens {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");
    /** Whoever finds one in a file or a log knows what it is. */
    private static final String PREFIX = "tamis_";
    /** How exactly the last use is kept, so that not every request writes. */
    private static final Duration EXACTNESS = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;

    public Tokens(Jdbi jdbi, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A program.
     *
     * @param lastUsedAt to the minute; null where it was never used
     */
    public record Program(
            String name,
            Role role,
            String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /**
     * Lets a program in.
     *
     * @return the token, which nobody can be told again
     * @throws RefusedException where the name may not be chosen
     */
    public String add(String name, Role role, Person by) throws RefusedException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    "A program's name has 1 to 50 small letters, digits and . _ -, and begins with a letter or digit.");
        }
        String token = PREFIX + Secret.random();
        boolean added = jdbi.inTransaction(handle -> {
            int rows = handle.createUpdate("""
                            insert into api_token (name, token_sha256, role, created_by, created_at)
                            values (:name, :sha256, :role, :by, :now) on conflict (name) do nothing""")
                    .bind("name", name)
                    .bind("sha256", Secret.sha256(token))
                    .bind("role", role.name())
                    .bind("by", by.name())
                    .bind("now", clock.instant())
                    .execute();
            if (rows == 1) {
                audit.append(
                        handle,
                        by.name(),
                        "add-token",
                        "token " + name,
                        "as " + role.name().toLowerCase(Locale.ROOT));
            }
            return rows == 1;
        });
        if (!added) {
            throw new RefusedException("There is a program of the name " + name + " already.");
        }
        return token;
    }

    /** Lets a program in no more. */
    public void remove(String name, Person by) {
        jdbi.useTransaction(handle -> {
            int rows = handle.createUpdate("delete from api_token where name = :name")
                    .bind("name", name)
                    .execute();
            if (rows == 1) {
                audit.append(handle, by.name(), "remove-token", "token " + name, "");
            }
        });
    }

    /** By name. */
    public List<Program> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from api_token order by name")
                .map((row, context) -> program(row))
                .list());
    }

    /** The program of a token, as the log and decisions name it. */
    public Optional<Person> find(String token) {
        Instant now = clock.instant();
        byte[] sha256 = Secret.sha256(token);
        return jdbi.withHandle(handle -> {
            Optional<Person> program = handle.createQuery("select * from api_token where token_sha256 = :sha256")
                    .bind("sha256", sha256)
                    .map((row, context) -> person(program(row)))
                    .findOne();
            if (program.isPresent()) {
                handle.createUpdate("""
                                update api_token set last_used_at = :now
                                where token_sha256 = :sha256 and (last_used_at is null or last_used_at < :exact)""")
                        .bind("now", now)
                        .bind("sha256", sha256)
                        .bind("exact", now.minus(EXACTNESS))
                        .execute();
            }
            return program;
        });
    }

    /** No person has a name with a colon. */
    private static Person person(Program program) {
        return new Person(0, "token:" + program.name, program.role, Veil.NONE);
    }

    private static Program program(ResultSet row) throws SQLException {
        Timestamp lastUsed = row.getTimestamp("last_used_at");
        return new Program(
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                lastUsed == null ? null : lastUsed.toInstant());
    }
}
