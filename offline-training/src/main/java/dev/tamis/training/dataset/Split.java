package dev.tamis.training.dataset;

import java.util.Locale;

/** The two published halves of a data set. */
public enum Split {
    TRAIN,
    TEST;

    /** The folder's name, which is also what command lines call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
