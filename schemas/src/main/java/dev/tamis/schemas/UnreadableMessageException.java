package dev.tamis.schemas;

/** Bytes are no message of the expected type: a property of the record, never a reason to restart a job. */
public final class UnreadableMessageException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableMessageException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
