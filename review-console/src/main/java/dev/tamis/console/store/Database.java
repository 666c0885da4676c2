package dev.tamis.console.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * The console's PostgreSQL: a pool of connections, and tables that are brought up to date when it is opened.
 *
 * <p>Safe for use by several threads.
 */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    /** A page that waits longer for a connection fails, and says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    }

    /**
     * Connects, and brings the tables up to date.
     *
     * @param url {@code jdbc:postgresql://HOST:PORT/NAME}
     * @throws org.flywaydb.core.api.FlywayException where the tables are not those of this version or an earlier one
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException where no server answers
     */
    public static Database open(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setPoolName("console");
        config.addDataSourceProperty("ApplicationName", "tamis-console");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Flyway.configure().dataSource(pool).load().migrate();
            return new Database(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** To ask it. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** The connections, for a library that takes them itself. */
    public DataSource connections() {
        return pool;
    }

    /**
     * Listens to what {@link Notifications#changed} says, here and in every other console.
     *
     * @param onChange called in a thread of its own
     */
    public Notifications listen(Runnable onChange) {
        return Notifications.listen(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword(), onChange);
    }

    /** Whether it answers. */
    public boolean isUp() {
        try {
            return jdbi.withHandle(handle -> handle.getConnection().isValid((int) PATIENCE.toSeconds()));
        } catch (JdbiException | java.sql.SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
