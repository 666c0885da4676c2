package dev.tamis.training.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The Mustache templates that lie beside classes. Whole numbers are grouped, others get four decimals, what is absent nothing. */
public final class Template {
    private Template() {}

    /** Fills the template of a HTML page; values are escaped. */
    public static String html(Class<?> owner, String name, Object values) {
        return fill(Mustache.compiler(), owner, name, values);
    }

    /** Fills the template of a page of any other kind; values stay as they are. */
    public static String text(Class<?> owner, String name, Object values) {
        return fill(Mustache.compiler().escapeHTML(false), owner, name, values);
    }

    private static String fill(Mustache.Compiler compiler, Class<?> owner, String name, Object values) {
        try (InputStream resource = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return compiler.withFormatter(Template::format)
                    .withCollector(new Unwrapping())
                    .compile(template)
                    .execute(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String format(Object value) {
        if (value instanceof OptionalDouble figure) {
            return figure.isPresent() ? format(figure.getAsDouble()) : "";
        }
        if (value instanceof OptionalInt count) {
            return count.isPresent() ? format(count.getAsInt()) : "";
        }
        if (value instanceof Double real) {
            return String.format(Locale.ROOT, "%.4f", real);
        }
        return value instanceof Number whole ? String.format(Locale.ROOT, "%,d", whole.longValue()) : value.toString();
    }

    /** A section over an {@code Optional} is one over what it holds. */
    private static final class Unwrapping extends DefaultCollector {
        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }
}
