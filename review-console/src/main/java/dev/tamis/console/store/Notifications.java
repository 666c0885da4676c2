package dev.tamis.console.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every console on a database that something changed there, by PostgreSQL's LISTEN and NOTIFY, so that open pages show it. What
 * is told while the connection is lost is made up for by telling once when it is back.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String CHANNEL = "tamis_review";
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);

    private final String url;
    private final String user;
    private final String password;
    private final Runnable onChange;
    private final Thread thread = new Thread(this::run, "notifications");
    private volatile boolean ended;

    private Notifications(String url, String user, String password, Runnable onChange) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.onChange = onChange;
        thread.setDaemon(true);
    }

    static Notifications listen(String url, String user, String password, Runnable onChange) {
        Notifications notifications = new Notifications(url, user, password, onChange);
        notifications.thread.start();
        return notifications;
    }

    /** Says that something changed, when the transaction commits. */
    public static void changed(Handle handle) {
        handle.execute("select pg_notify('" + CHANNEL + "', '')");
    }

    private void run() {
        while (!ended) {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                onChange.run();
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                if (!ended) {
                    LOG.warn(
                            "Open pages do not hear of changes; trying again in {} s",
                            BEFORE_ANOTHER_TRY.toSeconds(),
                            e);
                }
            }
            try {
                Thread.sleep(ended ? 0 : BEFORE_ANOTHER_TRY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (!ended) {
            PGNotification[] told = connection.getNotifications((int) WAIT.toMillis());
            if (told != null && told.length > 0) {
                onChange.run();
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
