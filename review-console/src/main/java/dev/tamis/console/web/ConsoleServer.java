package dev.tamis.console.web;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.AppealException;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.queue.NotYoursException;
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Sessions;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: who may ask for what, and what every answer carries. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    /** Nothing from elsewhere, nothing inline, nothing framed. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** Forms; uploads have a limit of their own. */
    private static final long MOST_REQUEST_BYTES = 64 << 10;

    /** A client that sends or takes nothing for so long is let go. */
    private static final long IDLE_MS = 30_000;

    private final Javalin javalin;
    private final Events events;

    private ConsoleServer(Javalin javalin, Events events) {
        this.javalin = javalin;
        this.events = events;
    }

    /** What the server shows and does. */
    public record Parts(
            People people,
            Sessions sessions,
            FirstAdministrator first,
            ReviewItems items,
            WorkQueue queue,
            Decisions decisions,
            Notes notes,
            AuditLog audit,
            Clock clock,
            Health health) {}

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     * @throws io.javalin.util.JavalinBindException where the port is taken
     */
    public static ConsoleServer start(Parts parts, String host, int port) {
        Views views = new Views();
        Guard guard = new Guard(parts.sessions(), false);
        Events events = new Events();
        Javalin javalin = Javalin.create(config -> {
            configure(config, host, port);
            config.routes.beforeMatched(guard::check);
            config.routes.before(ConsoleServer::protect);
            config.routes.exception(LoggedOutException.class, (e, context) -> toLogIn(context));
            config.routes.exception(
                    NotYoursException.class,
                    (e, context) ->
                            problem(views, context, HttpStatus.CONFLICT, Objects.requireNonNull(e.getMessage())));
            config.routes.exception(
                    AppealException.class,
                    (e, context) ->
                            problem(views, context, HttpStatus.CONFLICT, Objects.requireNonNull(e.getMessage())));
            config.routes.exception(
                    HttpResponseException.class,
                    (e, context) -> problem(
                            views,
                            context,
                            HttpStatus.forStatus(e.getStatus()),
                            Objects.requireNonNullElse(e.getMessage(), "")));
            config.routes.exception(Exception.class, (e, context) -> {
                LOG.error("{} {} failed", context.method(), context.path(), e);
                problem(views, context, HttpStatus.INTERNAL_SERVER_ERROR, "The console failed. Its log says why.");
            });
            new LogInPages(views, guard, parts.people(), parts.sessions(), parts.first(), parts.audit())
                    .addTo(config.routes);
            new QueuePages(views, parts.queue(), parts.items()).addTo(config.routes);
            new ItemPages(
                            views,
                            parts.items(),
                            parts.queue(),
                            parts.decisions(),
                            parts.notes(),
                            parts.people(),
                            parts.audit(),
                            parts.clock())
                    .addTo(config.routes);
            new ItemFiles(parts.items()).addTo(config.routes);
            new AuditPages(views, parts.audit()).addTo(config.routes);
            new PeoplePages(views, parts.people()).addTo(config.routes);
            config.routes.sse("/events", events::add, Access.VIEWER);
            config.routes.get("/health", context -> health(parts.health(), context), Access.ANYONE);
        });
        return new ConsoleServer(javalin.start(), events);
    }

    private static void configure(JavalinConfig config, String host, int port) {
        config.jetty.host = host;
        config.jetty.port = port;
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = MOST_REQUEST_BYTES;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setIdleTimeout(IDLE_MS);
            http.setSendServerVersion(false);
        });
        serve(config, "/static", "/static", "no-cache");
        serve(config, "/webjars", "/META-INF/resources/webjars", "max-age=31536000, immutable");
    }

    private static void serve(JavalinConfig config, String path, String folder, String cacheControl) {
        config.staticFiles.add(files -> {
            files.hostedPath = path;
            files.directory = folder;
            files.roles = Set.of(Access.ANYONE);
            files.headers = Map.of(Header.CACHE_CONTROL, cacheControl, Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        });
    }

    private static void protect(Context context) {
        context.header(Header.CONTENT_SECURITY_POLICY, POLICY);
        context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        context.header(Header.X_FRAME_OPTIONS, "DENY");
        context.header(Header.REFERRER_POLICY, "same-origin");
        context.header(Header.CROSS_ORIGIN_OPENER_POLICY, "same-origin");
        context.header(Header.CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
        context.header(Header.CACHE_CONTROL, "no-store");
    }

    private static void toLogIn(Context context) {
        if (context.header("HX-Request") != null) {
            context.header("HX-Redirect", "/login").status(HttpStatus.UNAUTHORIZED);
        } else if (context.path().equals("/events")) {
            context.status(HttpStatus.UNAUTHORIZED);
        } else {
            context.redirect("/login", HttpStatus.SEE_OTHER);
        }
    }

    private static void problem(Views views, Context context, HttpStatus status, String message) {
        context.status(status);
        views.render(context, "page/problem", status.getMessage(), Map.of("message", message));
    }

    private static void health(Health health, Context context) {
        Map<String, String> states = health.states();
        context.status(states.containsValue("down") ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .json(states);
    }

    /** Where it answers. */
    public int port() {
        return javalin.port();
    }

    /** Open pages ask for what they show. */
    public void changed() {
        events.changed();
    }

    @Override
    public void close() {
        events.close();
        javalin.stop();
    }
}
