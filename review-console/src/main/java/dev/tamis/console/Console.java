package dev.tamis.console;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.DecisionRelay;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.queue.Intake;
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.ReviewItemReader;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.store.Database;
import dev.tamis.console.store.Notifications;
import dev.tamis.console.web.ConsoleServer;
import dev.tamis.console.web.Health;
import dev.tamis.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The whole console between a database and Kafka: review items in, decisions out, and the pages between. */
public final class Console implements AutoCloseable {
    private static final Duration RELAY_INTERVAL = Duration.ofSeconds(1);
    private static final int RELAY_THREADS = 1;

    private final FirstAdministrator first;
    private final DecisionRelay relay;
    private final Scheduler scheduler;
    private final ReviewItemReader reader;
    private final ConsoleServer server;
    private final Notifications notifications;

    private Console(Database database, ConsoleSettings settings) {
        Clock clock = Clock.systemUTC();
        Jdbi jdbi = database.jdbi();
        AuditLog audit = new AuditLog(jdbi, clock);
        People people = new People(jdbi, audit, clock);
        first = new FirstAdministrator(jdbi, people, clock);
        relay = new DecisionRelay(jdbi, clock, settings.bootstrapServers(), Topics.REVIEW_DECISIONS);
        reader = ReviewItemReader.start(new Intake(jdbi, clock), settings.bootstrapServers(), Topics.REVIEW_ITEMS);
        server = ConsoleServer.start(
                new ConsoleServer.Parts(
                        people,
                        new Sessions(jdbi, audit, clock),
                        first,
                        new ReviewItems(jdbi),
                        new WorkQueue(jdbi, audit, clock, settings.lease()),
                        new Decisions(jdbi, audit, clock, settings.undoWindow(), settings.lease()),
                        new Notes(jdbi, audit, clock),
                        audit,
                        clock,
                        new Health(Map.of("database", database::isUp, "review-items", reader::isReading))),
                settings.host(),
                settings.port());
        notifications = database.listen(server::changed);
        RecurringTask<Void> relayTask =
                Tasks.recurring("send-decisions", FixedDelay.of(RELAY_INTERVAL)).execute((instance, context) -> send());
        scheduler = Scheduler.create(database.connections())
                .startTasks(relayTask)
                .threads(RELAY_THREADS)
                .pollingInterval(RELAY_INTERVAL)
                .build();
        scheduler.start();
    }

    /** Starts a console on a database. */
    public static Console start(Database database, ConsoleSettings settings) {
        return new Console(database, settings);
    }

    private void send() {
        try {
            relay.sendDue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it answers. */
    public int port() {
        return server.port();
    }

    /** The path by which whoever started a console that nobody uses yet becomes its administrator; empty where someone does. */
    public Optional<String> invitation() {
        return first.invite().map(token -> "/setup/" + token);
    }

    @Override
    public void close() throws InterruptedException {
        scheduler.stop();
        relay.close();
        reader.close();
        notifications.close();
        server.close();
    }
}
