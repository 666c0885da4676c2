package dev.tamis.cluster.chaos;

import java.util.Locale;

/** What is done to a cluster. Processes are killed as a crash kills them, and are started again a second later. */
public enum Fault {
    /** One TaskManager is killed. */
    TASK_MANAGER("a TaskManager is killed"),

    /** Every TaskManager is killed at once. */
    ALL_TASK_MANAGERS("all TaskManagers are killed at once"),

    /** The JobManager that leads is killed; the other takes over. */
    LEADING_JOB_MANAGER("the leading JobManager is killed"),

    /** The broker is killed that leads a partition of the submissions. */
    LEADING_BROKER("a broker that leads is killed"),

    /** A TaskManager is stopped for longer than Flink waits for a sign of life, and then goes on. */
    FROZEN_TASK_MANAGER("a TaskManager is frozen for 12 s"),

    /** The review console is killed. */
    CONSOLE("the review console is killed"),

    /** PostgreSQL is killed. */
    POSTGRES("PostgreSQL is killed");

    private final String inWords;

    Fault(String inWords) {
        this.inWords = inWords;
    }

    /** What reports call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a person. */
    public String inWords() {
        return inWords;
    }
}
