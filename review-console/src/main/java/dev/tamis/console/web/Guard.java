package dev.tamis.console.web;

import static java.util.Objects.requireNonNull;

import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Session;
import dev.tamis.console.security.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.security.RouteRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final Sessions sessions;
    private final boolean secure;

    /** @param secure whether browsers reach the console by TLS alone */
    Guard(Sessions sessions, boolean secure) {
        this.sessions = sessions;
        this.secure = secure;
    }

    /** Refuses what may not be; leaves the session for the handler. */
    void check(Context context) {
        if (!READING.contains(context.method())) {
            requireSameOrigin(context);
        }
        Optional<Session> session =
                Optional.ofNullable(context.cookie(cookieName())).flatMap(sessions::find);
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
        if (!READING.contains(context.method())) {
            requireToken(context, session.get());
        }
    }

    private static @Nullable Role least(Set<RouteRole> roles) {
        if (roles.size() != 1 || !(roles.iterator().next() instanceof Access access)) {
            throw new ForbiddenResponse("This route is for nobody.");
        }
        return access.role();
    }

    /** Browsers say from where a request comes; whatever says nothing is no browser, and has no cookie of one. */
    private static void requireSameOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw new ForbiddenResponse("This request came from another site.");
        }
        String origin = context.header("Origin");
        if (origin != null && !origin.equals(context.scheme() + "://" + context.host())) {
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

    /** A cookie of this prefix is taken from this very host alone, and by TLS alone. */
    private String cookieName() {
        return secure ? "__Host-tamis" : "tamis";
    }
}
