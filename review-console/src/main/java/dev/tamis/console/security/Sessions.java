package dev.tamis.console.security;

import dev.tamis.console.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is logged in. A session ends when its person logs out, when it was not used for a while, and after a working day however much
 * it is used.
 *
 * <p>Safe for use by several threads.
 */
public final class Sessions {
    private static final Duration UNUSED = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);

    /** How exactly the last use is kept, so that not every request writes. */
    private static final Duration EXACTNESS = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;

    public Sessions(Jdbi jdbi, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Logs a person in.
     *
     * @param how by what, for the audit log
     * @return the token that the browser shows with each request
     */
    public String begin(Person person, String how) {
        String token = Secret.random();
        Instant now = clock.instant();
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from session where began_at < :longest or last_used_at < :unused")
                    .bind("longest", now.minus(LONGEST))
                    .bind("unused", now.minus(UNUSED))
                    .execute();
            handle.createUpdate("""
                            insert into session (token_sha256, person, csrf_token, began_at, last_used_at)
                            values (:sha256, :person, :csrf, :now, :now)""")
                    .bind("sha256", Secret.sha256(token))
                    .bind("person", person.id())
                    .bind("csrf", Secret.random())
                    .bind("now", now)
                    .execute();
            audit.append(handle, person.name(), "log-in", "person " + person.name(), how);
        });
        return token;
    }

    /** The session of a token, where it goes on. */
    public Optional<Session> find(String token) {
        Instant now = clock.instant();
        byte[] sha256 = Secret.sha256(token);
        return jdbi.withHandle(handle -> {
            Optional<Session> session = handle.createQuery("""
                            select person.id, name, role, veil, csrf_token from session join person on person.id = session.person
                            where token_sha256 = :sha256 and not disabled and began_at >= :longest and last_used_at >= :unused""")
                    .bind("sha256", sha256)
                    .bind("longest", now.minus(LONGEST))
                    .bind("unused", now.minus(UNUSED))
                    .map((row, context) -> new Session(People.person(row), row.getString("csrf_token")))
                    .findOne();
            if (session.isPresent()) {
                handle.createUpdate(
                                "update session set last_used_at = :now where token_sha256 = :sha256 and last_used_at < :exact")
                        .bind("now", now)
                        .bind("sha256", sha256)
                        .bind("exact", now.minus(EXACTNESS))
                        .execute();
            }
            return session;
        });
    }

    /** Logs out: the token is worth nothing from now on. */
    public void end(String token) {
        jdbi.useTransaction(handle -> handle.createQuery("""
                        delete from session using person where person.id = session.person and token_sha256 = :sha256
                        returning name""")
                .bind("sha256", Secret.sha256(token))
                .mapTo(String.class)
                .findOne()
                .ifPresent(name -> audit.append(handle, name, "log-out", "person " + name, "")));
    }
}
