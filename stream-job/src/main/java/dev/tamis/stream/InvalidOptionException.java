package dev.tamis.stream;

import org.apache.flink.configuration.ConfigOption;

/** An option's value cannot be used: a user's mistake, whose message names key, value and what is allowed. */
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidOptionException(String message) {
        super(message);
    }

    InvalidOptionException(ConfigOption<?> option, Object found, String allowed) {
        this("%s must be %s, found %s".formatted(option.key(), allowed, found));
    }
}
