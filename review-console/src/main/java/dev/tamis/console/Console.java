package dev.tamis.console;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.DecisionLog;
import dev.tamis.console.decision.DecisionRelay;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.decision.Reasons;
import dev.tamis.console.model.DetectorFolder;
import dev.tamis.console.model.JobControl;
import dev.tamis.console.model.Trial;
import dev.tamis.console.quality.Checks;
import dev.tamis.console.quality.Desk;
import dev.tamis.console.quality.Figures;
import dev.tamis.console.queue.Intake;
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.Queues;
import dev.tamis.console.queue.Reports;
import dev.tamis.console.queue.ReviewItemReader;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.OpenIdConnect;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.security.Tokens;
import dev.tamis.console.store.Database;
import dev.tamis.console.store.Notifications;
import dev.tamis.console.web.ConsoleServer;
import dev.tamis.console.web.Health;
import dev.tamis.console.webhook.WebhookCaller;
import dev.tamis.console.webhook.Webhooks;
import dev.tamis.schemas.Topics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nl.altindag.ssl.pem.util.PemUtils;
import org.apache.kafka.common.KafkaException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole console between a database and Kafka: review items in, decisions out, and the pages between. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final Duration RELAY_INTERVAL = Duration.ofSeconds(1);
    /** A console that was killed at a task is found dead after some of these missed; by default that takes half an hour. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final int MISSED_HEARTBEATS = 5;
    /** One sends decisions to Kafka; the others call webhooks, each of which may be slow. */
    private static final int THREADS = 10;

    private final FirstAdministrator first;
    private final DecisionRelay relay;
    private final Scheduler scheduler;
    private final ReviewItemReader reader;
    private final JobControl job;
    private final Trial trial;
    private final ConsoleServer server;
    private final Notifications notifications;
    /** Whether the last try to send decisions went well. */
    private volatile boolean relayWorks = true;

    private Console(Database database, ConsoleSettings settings) {
        Clock clock = Clock.systemUTC();
        Jdbi jdbi = database.jdbi();
        AuditLog audit = new AuditLog(jdbi, clock);
        People people = new People(jdbi, audit, clock);
        ReviewItems items = new ReviewItems(jdbi);
        WorkQueue queue = new WorkQueue(jdbi, audit, clock, settings.lease());
        Decisions decisions = new Decisions(jdbi, audit, clock, settings.undoWindow(), settings.lease());
        Checks checks = new Checks(jdbi, audit, clock, settings.lease(), settings.undoWindow(), new SecureRandom());
        DecisionLog log = new DecisionLog(jdbi);
        Webhooks webhooks = new Webhooks(jdbi, audit, log, clock);
        WebhookCaller caller = new WebhookCaller(webhooks, log, clock);
        URI seenByJob = settings.modelsSeenByJob();
        DetectorFolder detectors = new DetectorFolder(
                settings.models(),
                seenByJob == null
                        ? settings.models().toAbsolutePath().normalize().toUri()
                        : seenByJob);
        first = new FirstAdministrator(jdbi, people, clock);
        relay = new DecisionRelay(jdbi, clock, settings.kafka(), Topics.REVIEW_DECISIONS);
        job = new JobControl(jdbi, audit, clock, settings.kafka(), settings.controlKey());
        trial = new Trial(detectors, job);
        RecurringTask<Void> relayTask =
                Tasks.recurring("send-decisions", FixedDelay.of(RELAY_INTERVAL)).execute((instance, context) -> send());
        scheduler = Scheduler.create(database.connections(), caller.task())
                .startTasks(relayTask)
                .threads(THREADS)
                .pollingInterval(RELAY_INTERVAL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .build();
        reader = ReviewItemReader.start(new Intake(jdbi, clock), settings.kafka(), Topics.REVIEW_ITEMS);
        server = ConsoleServer.start(
                new ConsoleServer.Parts(
                        new ConsoleServer.Accounts(
                                people,
                                new Sessions(jdbi, audit, clock),
                                new Tokens(jdbi, audit, clock),
                                first,
                                openId(settings, people)),
                        new ConsoleServer.Review(
                                items,
                                queue,
                                new Queues(jdbi, audit),
                                new Desk(items, queue, decisions, checks, clock),
                                decisions,
                                new Reasons(jdbi, audit),
                                new Notes(jdbi, audit, clock),
                                new Reports(jdbi, audit, clock)),
                        new ConsoleServer.Quality(checks, new Figures(jdbi, clock)),
                        new ConsoleServer.Models(detectors, job, trial),
                        new ConsoleServer.Told(log, webhooks, webhook -> caller.callNow(scheduler, webhook)),
                        audit,
                        clock,
                        health(database)),
                address(settings));
        notifications = database.listen(server::changed);
        scheduler.start();
    }

    private Health health(Database database) {
        BooleanSupplier sends = () -> relayWorks;
        return new Health(Map.of("database", database::isUp, "review-items", reader::isReading, "decisions", sends));
    }

    private static @Nullable OpenIdConnect openId(ConsoleSettings settings, People people) {
        return settings.openId() == null
                ? null
                : new OpenIdConnect(
                        settings.openId(),
                        URI.create(Objects.requireNonNull(settings.publicUrl()) + "/login/openid/back"),
                        people);
    }

    private static ConsoleServer.Address address(ConsoleSettings settings) {
        TlsFiles tls = settings.tls();
        return new ConsoleServer.Address(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                tls == null ? null : PemUtils.loadIdentityMaterial(tls.certificate(), tls.key()));
    }

    /** Starts a console on a database. */
    public static Console start(Database database, ConsoleSettings settings) {
        return new Console(database, settings);
    }

    private void send() {
        try {
            relay.sendDue();
            relayWorks = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException | JdbiException | IllegalStateException e) {
            if (relayWorks) {
                LOG.warn("Decisions cannot be sent now; trying again each second", e);
            }
            relayWorks = false;
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
        job.close();
        notifications.close();
        server.close();
        trial.close();
    }
}
