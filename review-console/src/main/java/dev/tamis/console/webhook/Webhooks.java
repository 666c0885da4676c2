package dev.tamis.console.webhook;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.DecisionLog;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * The systems that are told of decisions.
 *
 * <p>Safe for use by several threads.
 */
public final class Webhooks {
    private static final Set<String> SCHEMES = Set.of("https", "http");
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PROBLEM = 300;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final DecisionLog log;
    private final Clock clock;

    public Webhooks(Jdbi jdbi, AuditLog audit, DecisionLog log, Clock clock) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /**
     * One that was added.
     *
     * @param secret checks the signature of each call; nobody can be told it again
     */
    public record Added(long id, String secret) {}

    /**
     * Tells a system of every decision from now on.
     *
     * @throws RefusedException where the address is none that can be called
     */
    public Added add(String url, Person by) throws RefusedException {
        URI address = address(url);
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        String secret = WebhookSignature.of(key).secret();
        long next = log.end();
        return jdbi.inTransaction(handle -> {
            long id = handle.createQuery("""
                            insert into webhook (url, secret, added_by, next_position) values (:url, :secret, :by, :next) returning id""")
                    .bind("url", address.toString())
                    .bind("secret", secret)
                    .bind("by", by.name())
                    .bind("next", next)
                    .mapTo(Long.class)
                    .one();
            audit.append(handle, by.name(), "add-webhook", "webhook " + id, address.toString());
            return new Added(id, secret);
        });
    }

    /** With an https or http address, a host, and nobody's password. */
    private static URI address(String url) throws RefusedException {
        try {
            URI address = new URI(url.strip());
            if (address.getScheme() != null
                    && SCHEMES.contains(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // As any other that cannot be called.
        }
        throw new RefusedException("A webhook's address is https://HOST/PATH, without a user's name.");
    }

    /** By age. */
    public List<Webhook> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from webhook order by id")
                .map((row, context) -> webhook(row))
                .list());
    }

    /** Tells a system of nothing more. */
    public void remove(long id, Person by) {
        change(id, by, "remove-webhook", "delete from webhook where id = :id");
    }

    /** Leaves out the decision that a system does not take. */
    public void skip(long id, Person by) {
        change(id, by, "skip-at-webhook", """
                update webhook set failures = 0, problem = null, next_position = coalesce(
                    (select min(position) + 1 from decision where position >= next_position), next_position) where id = :id""");
    }

    private void change(long id, Person by, String action, String statement) {
        jdbi.useTransaction(handle -> {
            if (handle.createUpdate(statement).bind("id", id).execute() == 1) {
                audit.append(handle, by.name(), action, "webhook " + id, "");
            }
        });
    }

    Optional<Webhook> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from webhook where id = :id")
                .bind("id", id)
                .map((row, context) -> webhook(row))
                .findOne());
    }

    WebhookSignature signature(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select secret from webhook where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(WebhookSignature::new)
                .orElseThrow(() -> new IllegalStateException("webhook " + id + " is gone")));
    }

    /** It took the decision before this position, and whatever was wrong is not any more. */
    void took(long id, long nextPosition) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook set failures = 0, problem = null, next_position = :next, called_at = :now where id = :id""")
                .bind("next", nextPosition)
                .bind("now", clock.instant())
                .bind("id", id)
                .execute());
    }

    void failed(long id, String problem) {
        String shortened = problem.length() <= MOST_PROBLEM ? problem : problem.substring(0, MOST_PROBLEM);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update webhook set failures = failures + 1, problem = :problem, called_at = :now where id = :id""")
                .bind("problem", shortened)
                .bind("now", clock.instant())
                .bind("id", id)
                .execute());
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Timestamp calledAt = row.getTimestamp("called_at");
        return new Webhook(
                row.getLong("id"),
                URI.create(row.getString("url")),
                row.getString("added_by"),
                row.getLong("next_position"),
                row.getInt("failures"),
                row.getString("problem"),
                calledAt == null ? null : calledAt.toInstant());
    }
}
