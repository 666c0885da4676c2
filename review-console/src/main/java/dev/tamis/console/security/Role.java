package dev.tamis.console.security;

/** What a person may do; each role may do what those before it may. */
public enum Role {
    /** Sees everything that analysts see, and changes nothing. */
    VIEWER,
    /** Claims items and decides. */
    REVIEWER,
    /** Decides what was escalated, answers appeals, decides on many images at once, hands items to others. */
    LEAD,
    /** Looks after people, queues and detectors. */
    ADMIN;

    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
