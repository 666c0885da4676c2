package dev.tamis.generator.load;

import dev.tamis.schemas.RejectionReason;

/** The outcome that an upload event should have. */
public sealed interface Expected {
    /** Any verdict: the image can be judged. */
    record AnyVerdict() implements Expected {}

    /**
     * A rejection.
     *
     * @param reason the reason it should give
     */
    record Rejection(RejectionReason reason) implements Expected {}
}
