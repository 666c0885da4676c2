package dev.tamis.console.web;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.OpenIdConnect;
import dev.tamis.console.security.OpenIdConnect.Attempt;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.security.UnusableCredentialsException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logging in and out, and the first administrator's way in. */
final class LogInPages {
    private static final String LOGIN = "page/login";
    private static final String SETUP = "page/setup";

    /** Tries to log in by one name. */
    private static final int TRIES = 10;

    /** Tries from one address, behind which a whole office may be. */
    private static final int TRIES_OF_AN_ADDRESS = 200;

    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Views views;
    private final Guard guard;
    private final People people;
    private final Sessions sessions;
    private final FirstAdministrator first;
    private final AuditLog audit;
    private final @Nullable OpenIdConnect openId;
    private final RateLimit ofName = new RateLimit(TRIES, AGAIN);
    private final RateLimit ofAddress = new RateLimit(TRIES_OF_AN_ADDRESS, AGAIN);

    LogInPages(Views views, Guard guard, ConsoleServer.Accounts accounts, AuditLog audit) {
        this.views = views;
        this.guard = guard;
        this.people = accounts.people();
        this.sessions = accounts.sessions();
        this.first = accounts.first();
        this.audit = audit;
        this.openId = accounts.openId();
    }

    void addTo(RoutesConfig routes) {
        routes.get("/login", context -> show(context, "", ""), Access.ANYONE)
                .post("/login", this::logIn, Access.ANYONE)
                .get("/login/openid", this::logInElsewhere, Access.ANYONE)
                .get("/login/openid/back", this::comeBack, Access.ANYONE)
                .post("/logout", this::logOut, Access.VIEWER)
                .get("/setup/{token}", this::setup, Access.ANYONE)
                .post("/setup/{token}", this::accept, Access.ANYONE);
    }

    private void show(Context context, String name, String problem) {
        views.render(context, LOGIN, "Log in", Map.of("name", name, "problem", problem, "elsewhere", openId != null));
    }

    private void logIn(Context context) {
        String name = field(context, "name");
        if (!ofName.allows(name.toLowerCase(Locale.ROOT)) || !ofAddress.allows(context.ip())) {
            context.status(HttpStatus.TOO_MANY_REQUESTS);
            show(context, name, "Too many tries. Wait some minutes.");
            return;
        }
        Optional<Person> person = people.authenticate(name, field(context, "password"));
        if (person.isEmpty()) {
            audit.append("console", "refuse-log-in", "person " + shortened(name), "from " + context.ip());
            context.status(HttpStatus.UNAUTHORIZED);
            show(context, name, "No one of this name has this password.");
            return;
        }
        begin(context, person.get(), "by password from " + context.ip());
    }

    private void begin(Context context, Person person, String how) {
        guard.setCookie(context, sessions.begin(person, how));
        context.redirect("/queues", HttpStatus.SEE_OTHER);
    }

    private OpenIdConnect openId() {
        if (openId == null) {
            throw new NotFoundResponse("Nobody logs in elsewhere here.");
        }
        return openId;
    }

    private void logInElsewhere(Context context) throws RefusedException {
        Attempt attempt = OpenIdConnect.attempt();
        URI authorization = openId().authorization(attempt);
        guard.setAttempt(context, attempt.toText());
        context.redirect(authorization.toString(), HttpStatus.SEE_OTHER);
    }

    private void comeBack(Context context) {
        try {
            Attempt attempt = Attempt.of(Guard.attempt(context))
                    .orElseThrow(() -> new RefusedException("This log-in was not begun in this browser. Try again."));
            Person person = openId().finish(Objects.requireNonNullElse(context.queryString(), ""), attempt);
            begin(context, person, "by OpenID Connect from " + context.ip());
        } catch (RefusedException e) {
            audit.append("console", "refuse-log-in", "OpenID Connect", "from " + context.ip() + ": " + e.getMessage());
            context.status(HttpStatus.UNAUTHORIZED);
            show(context, "", Objects.requireNonNull(e.getMessage()));
        }
    }

    private void logOut(Context context) {
        guard.logOut(context);
        context.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private void setup(Context context) {
        if (!first.invites(context.pathParam("token"))) {
            throw new NotFoundResponse("This link was used or is too old. Start the console again for another.");
        }
        views.render(context, SETUP, "Welcome", Map.of("name", "", "problem", ""));
    }

    private void accept(Context context) {
        String name = field(context, "name");
        try {
            Optional<Person> person = first.accept(context.pathParam("token"), name, field(context, "password"));
            if (person.isEmpty()) {
                throw new NotFoundResponse("This link was used or is too old. Start the console again for another.");
            }
            begin(context, person.get(), "by the first link from " + context.ip());
        } catch (UnusableCredentialsException e) {
            context.status(HttpStatus.BAD_REQUEST);
            views.render(
                    context, SETUP, "Welcome", Map.of("name", name, "problem", Objects.requireNonNull(e.getMessage())));
        }
    }

    private static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
