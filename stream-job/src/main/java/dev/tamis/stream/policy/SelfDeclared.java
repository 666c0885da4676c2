package dev.tamis.stream.policy;

import dev.tamis.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/** What becomes of an image whose file itself says that a generator made it. */
public enum SelfDeclared {
    /** What its score says. */
    IGNORED(null),
    /** UNCERTAIN, where its score calls it AUTHENTIC. */
    UNCERTAIN(Verdict.UNCERTAIN),
    /** GENERATED. */
    GENERATED(Verdict.GENERATED);

    private final @Nullable Verdict verdict;

    SelfDeclared(@Nullable Verdict verdict) {
        this.verdict = verdict;
    }

    /** The verdict that it has at least; null where it may have any. */
    public @Nullable Verdict verdict() {
        return verdict;
    }
}
