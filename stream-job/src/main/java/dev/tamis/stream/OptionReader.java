package dev.tamis.stream;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads options and says of a value that cannot be used what its key is and what is allowed. */
final class OptionReader {
    private final Configuration configuration;
    private final Map<String, String> texts;

    /** @throws InvalidOptionException where a key begins like an option of the job and is none */
    OptionReader(Configuration configuration) {
        this.configuration = configuration;
        this.texts = configuration.toMap();
        texts.keySet().stream()
                .filter(key -> key.startsWith(ModerationOptions.PREFIX))
                .filter(key -> ModerationOptions.all().stream().noneMatch(option -> names(option, key)))
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidOptionException("%s is no option; there are %s"
                            .formatted(
                                    key,
                                    ModerationOptions.all().stream()
                                            .map(ConfigOption::key)
                                            .toList()));
                });
    }

    private static boolean names(ConfigOption<?> option, String key) {
        return key.equals(option.key())
                || (option.equals(ModerationOptions.CLIENT_PROPERTIES) && key.startsWith(option.key() + "."));
    }

    /** The value, or the option's default, checked. */
    <T> T value(ConfigOption<T> option, Predicate<T> check, String allowed) {
        return checked(option, value(option), check, allowed);
    }

    /** The value, or the option's default. */
    <T> T value(ConfigOption<T> option) {
        return read(option).orElseThrow(() -> new InvalidOptionException(option.key() + " is required"));
    }

    /** The value of an option without default, checked. */
    <T> Optional<T> optional(ConfigOption<T> option, Predicate<T> check, String allowed) {
        return read(option).map(value -> checked(option, value, check, allowed));
    }

    private <T> Optional<T> read(ConfigOption<T> option) {
        try {
            return Optional.ofNullable(configuration.get(option));
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException(option, written(option), allowed(ExceptionUtils.getRootCause(e)));
        }
    }

    /** The JDK says of a text that is no number only what it is, Flink says of other texts what they should be. */
    private static String allowed(Throwable mismatch) {
        String message = String.valueOf(mismatch.getMessage());
        return message.startsWith("For input string") ? "a number" : "readable (" + message + ")";
    }

    private <T> T checked(ConfigOption<T> option, T value, Predicate<T> check, String allowed) {
        if (!check.test(value)) {
            throw new InvalidOptionException(option, written(option), allowed);
        }
        return value;
    }

    /** The value as the user wrote it. */
    private String written(ConfigOption<?> option) {
        return "\"" + texts.get(option.key()) + "\"";
    }
}
