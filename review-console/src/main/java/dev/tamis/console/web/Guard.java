package dev.tamis.console.web;

import static java.util.Objects.requireNonNull;

import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Session;
import dev.tamis.console.security.Sessions;
import dev.tamis.console.security.Tokens;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands before every route: who asks, whether they may, and whether it was they who asked. */
final class Guard {
    static final String CSRF_HEADER = "X-CSRF-Token";
    static final String CSRF_FIELD = "csrf";

    private static final String SESSION = "session";
    private static final String ATTEMPT = "tamis-attempt";
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private static final String BEARER = "Bearer ";
    /** Requests of a program. */
    private static final int MOST_OF_A_PROGRAM = 6_000;

    private static final Duration IN = Duration.ofMinutes(1);

    private final Sessions sessions;
    private final Tokens tokens;
    private final @Nullable String origin;
    private final boolean secure;
    private final RateLimit programs = new RateLimit(MOST_OF_A_PROGRAM, IN);

    /**
     * @param publicUrl where browsers find the console, without a path; null where they find it where it answers
     * @param secure whether browsers reach the console by TLS alone
     */
    Guard(Sessions sessions, Tokens tokens, @Nullable URI publicUrl, boolean secure) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.origin = publicUrl == null ? null : publicUrl.toString();
        this.secure = secure;
    }

    /** Refuses what may not be; leaves the session for the handler. */
    void check(Context context) {
        String authorization = Objects.requireNonNullElse(context.header(Header.AUTHORIZATION), "");
        boolean isProgram = authorization.startsWith(BEARER);
        Optional<Session> session =
                isProgram ? Optional.of(ofProgram(authorization.substring(BEARER.length()))) : ofBrowser(context);
        session.ifPresent(found -> context.attribute(SESSION, found));
        Role least = least(context.routeRoles());
        if (least == null) {
            return;
        }
        if (session.isEmpty()) {
            throw new LoggedOutException();
        }
        if (!session.get().person().may(least)) {
            throw new ForbiddenResponse("This is for a " + least.name().toLowerCase(Locale.ROOT) + ".");
        }
        if (!isProgram && !READING.contains(context.method())) {
            requireToken(context, session.get());
        }
    }

    private Optional<Session> ofBrowser(Context context) {
        if (!READING.contains(context.method())) {
            requireSameOrigin(context);
        }
        return Optional.ofNullable(context.cookie(cookieName())).flatMap(sessions::find);
    }

    /** A browser sends no such header on its own, so nobody else can make it act. */
    private Session ofProgram(String token) {
        Person program = tokens.find(token)
                .orElseThrow(() -> new UnauthorizedResponse("This token is not known, or not any more."));
        if (!programs.allows(program.name())) {
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS.getCode(),
                    "%,d requests a minute at most.".formatted(MOST_OF_A_PROGRAM));
        }
        return new Session(program, "");
    }

    private static @Nullable Role least(Set<RouteRole> roles) {
        if (roles.size() != 1 || !(roles.iterator().next() instanceof Access access)) {
            throw new ForbiddenResponse("This route is for nobody.");
        }
        return access.role();
    }

    /** Browsers say from where a request comes; whatever says nothing is no browser, and has no cookie of one. */
    private void requireSameOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw new ForbiddenResponse("This request came from another site.");
        }
        String from = context.header(Header.ORIGIN);
        String own = origin == null ? context.scheme() + "://" + context.host() : origin;
        if (from != null && !from.equals(own)) {
            throw new ForbiddenResponse("This request came from another site.");
        }
    }

    private static void requireToken(Context context, Session session) {
        String token = Objects.requireNonNullElseGet(
                context.header(CSRF_HEADER), () -> Objects.requireNonNullElse(context.formParam(CSRF_FIELD), ""));
        if (!MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), session.csrfToken().getBytes(StandardCharsets.UTF_8))) {
            throw new ForbiddenResponse("This page is from an earlier session. Load it again.");
        }
    }

    /** The session of a route that is for someone who is logged in. */
    static Session session(Context context) {
        return requireNonNull(sessionOrNull(context));
    }

    static @Nullable Session sessionOrNull(Context context) {
        return context.attribute(SESSION);
    }

    static Person person(Context context) {
        return session(context).person();
    }

    /** Makes the browser show a token from now on. */
    void setCookie(Context context, String token) {
        context.cookie(new Cookie(cookieName(), token, "/", -1, secure, true, null, SameSite.LAX));
    }

    /** Logs the browser out. */
    void logOut(Context context) {
        String token = context.cookie(cookieName());
        if (token != null) {
            sessions.end(token);
        }
        context.cookie(new Cookie(cookieName(), "", "/", 0, secure, true, null, SameSite.LAX));
    }

    /** Lets the browser keep what it needs when it comes back from logging in elsewhere. */
    void setAttempt(Context context, String attempt) {
        context.cookie(new Cookie(ATTEMPT, attempt, "/login", 600, secure, true, null, SameSite.LAX));
    }

    static String attempt(Context context) {
        return Objects.requireNonNullElse(context.cookie(ATTEMPT), "");
    }

    /** A cookie of this prefix is taken from this very host alone, and by TLS alone. */
    private String cookieName() {
        return secure ? "__Host-tamis" : "tamis";
    }
}
