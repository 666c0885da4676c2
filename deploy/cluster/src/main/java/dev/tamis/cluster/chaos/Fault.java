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

    /** The network between a broker that leads and everyone else is cut, and is whole again later. */
    BROKER_CUT_OFF("a broker that leads is cut off for 15 s"),

    /** The disk of checkpoints is full, and has room again later. */
    FULL_DISK("the disk of checkpoints is full for 15 s"),

    /** The clock of a process is set, and is right again later. */
    CLOCK_JUMP("the clock of a process is 5 minutes off for 15 s"),

    /** The job is stopped with a savepoint, and goes on with four subtasks in place of one or one in place of four. */
    RESCALED("the job is rescaled"),

    /** The review console is killed. */
    CONSOLE("the review console is killed"),

    /** PostgreSQL is killed. */
    POSTGRES("PostgreSQL is killed");

    private final String inWords;

    Fault(String inWords) {
        this.inWords = inWords;
    }

    /** Whether it is done to a network or a disk that no one else may use. */
    public boolean needsIsolation() {
        return this == BROKER_CUT_OFF || this == FULL_DISK;
    }

    /** Whether it is done to a clock that no one else may read. */
    public boolean needsClocks() {
        return this == CLOCK_JUMP;
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
