package dev.tamis.console.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * How a console that nobody uses yet gets its first administrator: by a link that is shown to whoever started it, and that works
 * once, for a day.
 */
public final class FirstAdministrator {
    private static final Duration VALID = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final People people;
    private final Clock clock;

    public FirstAdministrator(Jdbi jdbi, People people, Clock clock) {
        this.jdbi = jdbi;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Makes the link's token; one that was made before works no more.
     *
     * @return empty where there is someone already
     */
    public Optional<String> invite() {
        return jdbi.inTransaction(handle -> {
            if (handle.createQuery("select exists (select from person)")
                    .mapTo(Boolean.class)
                    .one()) {
                return Optional.empty();
            }
            String token = Secret.random();
            handle.execute("delete from setup_link");
            handle.createUpdate("insert into setup_link (token_sha256, expires_at) values (:sha256, :expires)")
                    .bind("sha256", Secret.sha256(token))
                    .bind("expires", clock.instant().plus(VALID))
                    .execute();
            return Optional.of(token);
        });
    }

    /** Whether a token would work. */
    public boolean invites(String token) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select from setup_link where token_sha256 = :sha256 and expires_at > :now)")
                .bind("sha256", Secret.sha256(token))
                .bind("now", clock.instant())
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Uses the token up.
     *
     * @return the administrator; empty where the token does not work
     * @throws UnusableCredentialsException where the name or the password may not be chosen; the token can be used again
     */
    public Optional<Person> accept(String token, String name, String password) throws UnusableCredentialsException {
        String usable = People.usable(name);
        String hash = People.hashOf(password);
        boolean accepted = jdbi.inTransaction(handle -> {
            int used = handle.createUpdate("delete from setup_link where token_sha256 = :sha256 and expires_at > :now")
                    .bind("sha256", Secret.sha256(token))
                    .bind("now", clock.instant())
                    .execute();
            return used == 1 && people.insert(handle, usable, Role.ADMIN, hash, "console");
        });
        return accepted ? people.find(usable) : Optional.empty();
    }
}
