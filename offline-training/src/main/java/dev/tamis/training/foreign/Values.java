package dev.tamis.training.foreign;

/** What a classifier gives for each class. */
public enum Values {
    PROBABILITY,
    LOGIT
}
