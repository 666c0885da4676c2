package dev.tamis.vision.detector;

/** The three parts into which {@link Thresholds} divide the scores. */
public enum ScoreBand {
    AUTHENTIC,
    UNCERTAIN,
    GENERATED
}
