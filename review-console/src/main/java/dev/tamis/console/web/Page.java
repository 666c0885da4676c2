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
 * @param hasCharts whether it draws any
 */
public record Page(String title, @Nullable Session session, boolean hasCharts) {
    /** Where the browser gets htmx. */
    public static final String HTMX_PATH = "/webjars/htmx.org/" + version("htmx.org") + "/dist/htmx.min.js";
    /** Where the browser gets Chart.js. */
    public static final String CHARTS_PATH = "/webjars/chart.js/" + version("chart.js") + "/dist/chart.umd.min.js";

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

    private static String version(String library) {
        Properties properties = new Properties();
        String path = "META-INF/maven/org.webjars.npm/" + library + "/pom.properties";
        try (InputStream file = Page.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(library + " is not on the class path");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
