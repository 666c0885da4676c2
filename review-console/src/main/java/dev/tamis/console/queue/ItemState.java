package dev.tamis.console.queue;

/** Where a review item stands. */
public enum ItemState {
    /** To be claimed, or claimed until its lease ends. */
    OPEN,
    /** With an analyst, until it is released. */
    HELD,
    DECIDED
}
