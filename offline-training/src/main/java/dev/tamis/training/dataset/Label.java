package dev.tamis.training.dataset;

/** The published labels of CIFAKE. The ordinal is the network's target: P(REAL) of a perfect network. */
public enum Label {
    /** AI-generated. */
    FAKE,
    /** A photograph. */
    REAL
}
