package dev.tamis.console.web;

import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its own.
 *
 * @param title of the browser's tab
 * @param session null where nobody is logged in
 */
public record Page(String title, @Nullable Session session) {
    private static final String HTMX = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

    /** Where the browser gets htmx. */
    public static final String HTMX_PATH = "/webjars/htmx.org/" + htmxVersion() + "/dist/htmx.min.js";

    public @Nullable Person person() {
        return session == null ? null : session.person();
    }

    /** How images are shown until they are revealed; null where nobody is logged in. */
    public @Nullable String veil() {
        return session == null ? null : session.person().veil().name();
    }

    /** What a form must send along. */
    public String csrf() {
        return session == null ? "" : session.csrfToken();
    }

    /** The same for htmx, as JSON; the token has no letter that JSON would escape. */
    public String csrfHeaders() {
        return "{\"" + Guard.CSRF_HEADER + "\":\"" + csrf() + "\"}";
    }

    public boolean may(Role role) {
        return session != null && session.person().may(role);
    }

    /** As people write it. */
    public static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String htmxVersion() {
        Properties properties = new Properties();
        try (InputStream file = Page.class.getClassLoader().getResourceAsStream(HTMX)) {
            if (file == null) {
                throw new IllegalStateException("htmx is not on the class path");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
