package dev.tamis.console.web;

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
import dev.tamis.console.queue.Notes;
import dev.tamis.console.queue.Queues;
import dev.tamis.console.queue.Reports;
import dev.tamis.console.queue.ReviewItems;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.OpenIdConnect;
import dev.tamis.console.security.People;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.security.Tokens;
import dev.tamis.console.webhook.Webhooks;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.net.ssl.X509ExtendedKeyManager;
import nl.altindag.ssl.SSLFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: who may ask for what, and what every answer carries. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    /** Nothing from elsewhere, nothing inline, nothing framed. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    /** Browsers that came by TLS come by nothing else for a year. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";
    /** Uploads of images that are tried, all of a request; forms are far below. */
    private static final long MOST_REQUEST_BYTES = 64L << 20;
    /** A larger file of an upload waits in the folder for temporary files. */
    private static final int IN_MEMORY_BYTES = 1 << 20;
    /** All but images that are tried. */
    private static final long MOST_FORM_BYTES = 64 << 10;
    /** A client that sends or takes nothing for so long is let go. */
    private static final long IDLE_MS = 30_000;

    private final Javalin javalin;
    private final Events events;
    private final Metrics metrics;

    private ConsoleServer(Javalin javalin, Events events, Metrics metrics) {
        this.javalin = javalin;
        this.events = events;
        this.metrics = metrics;
    }

    /** What the server shows and does. */
    public record Parts(
            Accounts accounts,
            Review review,
            Quality quality,
            Models models,
            Told told,
            AuditLog audit,
            Clock clock,
            Health health) {}

    /**
     * Who may come in.
     *
     * @param openId null where nobody logs in elsewhere
     */
    public record Accounts(
            People people,
            Sessions sessions,
            Tokens tokens,
            FirstAdministrator first,
            @Nullable OpenIdConnect openId) {}

    /** The work. */
    public record Review(
            ReviewItems items,
            WorkQueue queue,
            Queues queues,
            Desk desk,
            Decisions decisions,
            Reasons reasons,
            Notes notes,
            Reports reports) {}

    /** How well it is done. */
    public record Quality(Checks checks, Figures figures) {}

    /** What does it beside people. */
    public record Models(DetectorFolder detectors, JobControl job, Trial trial) {}

    /**
     * Who is told of decisions.
     *
     * @param callWebhook lets a webhook, by its id, be called now and from now on
     */
    public record Told(DecisionLog log, DecisionRelay relay, Webhooks webhooks, LongConsumer callWebhook) {}

    /**
     * Where the server answers.
     *
     * @param port 0 for any free one
     * @param publicUrl where browsers find it; null where they find it where it answers
     * @param identity what it proves by TLS; null where it answers without
     */
    public record Address(
            String host,
            int port,
            @Nullable URI publicUrl,
            @Nullable X509ExtendedKeyManager identity) {
        /** Whether browsers reach it by TLS alone. */
        boolean isSecure() {
            return publicUrl == null ? identity != null : publicUrl.getScheme().equals("https");
        }
    }

    /**
     * Starts it.
     *
     * @throws io.javalin.util.JavalinBindException where the port is taken
     */
    public static ConsoleServer start(Parts parts, Address address) {
        Views views = new Views();
        Accounts accounts = parts.accounts();
        Review review = parts.review();
        Guard guard = new Guard(accounts.sessions(), accounts.tokens(), address.publicUrl(), address.isSecure());
        Events events = new Events();
        Metrics metrics = new Metrics(parts);
        TryPages tries = new TryPages(views, parts.models().trial());
        Javalin javalin = Javalin.create(config -> {
            configure(config, address);
            config.routes.beforeMatched(context -> {
                limit(context);
                guard.check(context);
            });
            config.routes.before(context -> protect(context, address.isSecure()));
            handleProblems(config.routes, views);
            metrics.addTo(config.routes);
            new LogInPages(views, guard, accounts, parts.audit()).addTo(config.routes);
            new QueuePages(views, review.queue(), review.desk(), review.items()).addTo(config.routes);
            new ItemPages(views, parts).addTo(config.routes);
            new ItemFiles(review.items()).addTo(config.routes);
            new QualityPages(views, parts.quality().figures(), parts.quality().checks(), review.queue())
                    .addTo(config.routes);
            new ModelPages(views, parts.models().detectors(), parts.models().job()).addTo(config.routes);
            tries.addTo(config.routes);
            new AuditPages(views, parts.audit()).addTo(config.routes);
            new PeoplePages(views, accounts.people()).addTo(config.routes);
            new SettingsPages(
                            views,
                            review.queues(),
                            review.reasons(),
                            parts.quality().checks(),
                            accounts.tokens())
                    .addTo(config.routes);
            new WebhookPages(views, parts.told().webhooks(), parts.told().callWebhook()).addTo(config.routes);
            new Api(parts, tries).addTo(config.routes);
            config.routes.sse("/events", events::add, Access.VIEWER);
            config.routes.get("/health", context -> health(parts.health(), context), Access.ANYONE);
        });
        return new ConsoleServer(javalin.start(), events, metrics);
    }

    private static void handleProblems(RoutesConfig routes, Views views) {
        routes.exception(LoggedOutException.class, (e, context) -> toLogIn(context));
        routes.exception(
                RefusedException.class,
                (e, context) -> problem(views, context, HttpStatus.CONFLICT, Objects.requireNonNull(e.getMessage())));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> problem(
                        views,
                        context,
                        HttpStatus.forStatus(e.getStatus()),
                        Objects.requireNonNullElse(e.getMessage(), "")));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            problem(views, context, HttpStatus.INTERNAL_SERVER_ERROR, "The console failed. Its log says why.");
        });
    }

    private static void configure(JavalinConfig config, Address address) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = MOST_REQUEST_BYTES;
        config.jetty.multipartConfig.maxTotalRequestSize(MOST_REQUEST_BYTES, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxFileSize(MOST_REQUEST_BYTES, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY_BYTES, SizeUnit.BYTES);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setIdleTimeout(IDLE_MS);
            http.setSendServerVersion(false);
        });
        X509ExtendedKeyManager identity = address.identity();
        if (identity == null) {
            config.jetty.host = address.host();
            config.jetty.port = address.port();
        } else {
            config.jetty.addConnector((server, http) -> tls(server, http, address, identity));
        }
        serve(config, "/static", "/static", "no-cache");
        serve(config, "/webjars", "/META-INF/resources/webjars", "max-age=31536000, immutable");
    }

    private static ServerConnector tls(
            Server server, HttpConfiguration http, Address address, X509ExtendedKeyManager identity) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // Without asking that the name which the browser gives is in the certificate: the browser asks that itself.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(
                SSLFactory.builder().withIdentityMaterial(identity).build().getSslContext());
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(secure));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MS);
        return connector;
    }

    private static void serve(JavalinConfig config, String path, String folder, String cacheControl) {
        config.staticFiles.add(files -> {
            files.hostedPath = path;
            files.directory = folder;
            files.roles = Set.of(Access.ANYONE);
            files.headers = Map.of(Header.CACHE_CONTROL, cacheControl, Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        });
    }

    /** Before anything of the body is read. */
    private static void limit(Context context) {
        boolean isUpload = context.path().equals("/try") || context.path().equals(Api.PATH + "/check");
        long most = isUpload ? MOST_REQUEST_BYTES : MOST_FORM_BYTES;
        if (context.req().getContentLengthLong() > most) {
            throw new ContentTooLargeResponse("At most %,d bytes are expected.".formatted(most));
        }
    }

    private static void protect(Context context, boolean isSecure) {
        context.header(Header.CONTENT_SECURITY_POLICY, POLICY);
        context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        context.header(Header.X_FRAME_OPTIONS, "DENY");
        context.header(Header.REFERRER_POLICY, "same-origin");
        context.header(Header.CROSS_ORIGIN_OPENER_POLICY, "same-origin");
        context.header(Header.CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
        context.header(Header.CACHE_CONTROL, "no-store");
        if (isSecure) {
            context.header(Header.STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
        }
    }

    private static void toLogIn(Context context) {
        if (isOfProgram(context)) {
            context.status(HttpStatus.UNAUTHORIZED);
            Api.answer(context, new Api.Problem("A token is expected: Authorization: Bearer TOKEN."));
        } else if (context.header("HX-Request") != null) {
            context.header("HX-Redirect", "/login").status(HttpStatus.UNAUTHORIZED);
        } else if (context.path().equals("/events")) {
            context.status(HttpStatus.UNAUTHORIZED);
        } else {
            context.redirect("/login", HttpStatus.SEE_OTHER);
        }
    }

    private static void problem(Views views, Context context, HttpStatus status, String message) {
        context.status(status);
        if (isOfProgram(context)) {
            Api.answer(context, new Api.Problem(message));
            return;
        }
        views.render(context, "page/problem", status.getMessage(), Map.of("message", message));
    }

    private static boolean isOfProgram(Context context) {
        return context.path().startsWith(Api.PATH) || context.path().equals("/metrics");
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
        metrics.close();
    }
}
