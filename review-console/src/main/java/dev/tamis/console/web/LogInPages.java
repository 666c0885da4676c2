package dev.tamis.console.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.security.FirstAdministrator;
import dev.tamis.console.security.People;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.security.UnusableCredentialsException;
import io.github.bucket4j.Bucket;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Logging in and out, and the first administrator's way in. */
final class LogInPages {
    private static final String LOGIN = "page/login";
    private static final String SETUP = "page/setup";

    /** Tries to log in by one name. */
    private static final int TRIES = 10;

    /** Tries from one address, behind which a whole office may be. */
    private static final int TRIES_OF_AN_ADDRESS = 200;

    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int REMEMBERED = 100_000;

    private final Views views;
    private final Guard guard;
    private final People people;
    private final Sessions sessions;
    private final FirstAdministrator first;
    private final AuditLog audit;
    private final Cache<String, Bucket> tries = Caffeine.newBuilder()
            .expireAfterAccess(AGAIN)
            .maximumSize(REMEMBERED)
            .build();

    LogInPages(Views views, Guard guard, People people, Sessions sessions, FirstAdministrator first, AuditLog audit) {
        this.views = views;
        this.guard = guard;
        this.people = people;
        this.sessions = sessions;
        this.first = first;
        this.audit = audit;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/login", context -> show(context, "", ""), Access.ANYONE)
                .post("/login", this::logIn, Access.ANYONE)
                .post("/logout", this::logOut, Access.VIEWER)
                .get("/setup/{token}", this::setup, Access.ANYONE)
                .post("/setup/{token}", this::accept, Access.ANYONE);
    }

    private void show(Context context, String name, String problem) {
        views.render(context, LOGIN, "Log in", Map.of("name", name, "problem", problem));
    }

    private void logIn(Context context) {
        String name = field(context, "name");
        if (!mayTry("name " + name.toLowerCase(Locale.ROOT), TRIES)
                || !mayTry("address " + context.ip(), TRIES_OF_AN_ADDRESS)) {
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

    private boolean mayTry(String who, int most) {
        return Objects.requireNonNull(tries.get(
                        who,
                        key -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(most).refillGreedy(most, AGAIN))
                                .build()))
                .tryConsume(1);
    }

    private void begin(Context context, Person person, String how) {
        guard.setCookie(context, sessions.begin(person, how));
        context.redirect("/queues", HttpStatus.SEE_OTHER);
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
