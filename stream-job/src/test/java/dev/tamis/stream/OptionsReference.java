package dev.tamis.stream;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The page of the job's options, {@code docs/options.md}, from the code. */
final class OptionsReference {
    private OptionsReference() {}

    static String page() {
        return """
                # Options of the job

                Written from [`ModerationOptions`](../stream-job/src/main/java/dev/tamis/stream/ModerationOptions.java), where they are changed, by

                ```sh
                ./mvnw -pl stream-job -am test -Dtest=OptionsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dtamis.docs=write
                ```

                `ModerationJob` takes them as `--key value`, and every option of Flink beside them.

                | option | default | what it does |
                | --- | --- | --- |
                """ + ModerationOptions.all().stream().map(OptionsReference::row).collect(Collectors.joining());
    }

    private static String row(ConfigOption<?> option) {
        String description = new HtmlFormatter().format(option.description()).replace("|", "\\|");
        return "| `%s` | %s | %s |%n".formatted(option.key(), defaultOf(option), description);
    }

    private static String defaultOf(ConfigOption<?> option) {
        String written = option.hasDefaultValue() ? written(option.defaultValue()) : "";
        return written.isEmpty() ? "none" : "`" + written + "`";
    }

    /** As a user writes it. */
    private static String written(@Nullable Object value) {
        if (value instanceof Duration time) {
            return TimeUtils.formatWithHighestUnit(time);
        }
        if (value instanceof MemorySize size) {
            return size.getMebiBytes() + " mb";
        }
        if (value instanceof Enum<?> constant) {
            return constant.toString().toLowerCase(Locale.ROOT);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OptionsReference::written).collect(Collectors.joining(";"));
        }
        return value instanceof Map<?, ?> ? "" : String.valueOf(value);
    }
}
