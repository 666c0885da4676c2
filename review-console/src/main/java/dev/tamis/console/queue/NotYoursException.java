package dev.tamis.console.queue;

import dev.tamis.console.security.RefusedException;

/** An item is not with the person who wants to work on it, any more or at all. */
public final class NotYoursException extends RefusedException {
    private static final long serialVersionUID = 1;

    public NotYoursException(long item) {
        super("Item %d is not with you: its lease ended, or someone decided it or gave it to another.".formatted(item));
    }
}
