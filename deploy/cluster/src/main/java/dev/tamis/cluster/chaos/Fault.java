package dev.tamis.cluster.chaos;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    BROKER_CUT_OFF("a broker that leads is cut off for 15 s", Need.NAMESPACES),

    /** The disk of checkpoints is full, and has room again later. */
    FULL_DISK("the disk of checkpoints is full for 15 s", Need.NAMESPACES),

    /** The clock of a process is set, and is right again later. */
    CLOCK_JUMP("the clock of a process is 5 minutes off for 15 s", Need.CLOCKS),

    /** The job is stopped with a savepoint, and goes on with four subtasks, the next time with one. */
    RESCALED("the job is rescaled"),

    /** The review console is killed. */
    CONSOLE("the review console is killed"),

    /** PostgreSQL is killed. */
    POSTGRES("PostgreSQL is killed");

    /** What not every machine has. */
    public enum Need {
        /** Networks and disks that are nobody else's. */
        NAMESPACES("namespaces for users (unshare, ip)"),

        /** A clock for each process. */
        CLOCKS("libfaketime");

        private final String inWords;

        Need(String inWords) {
            this.inWords = inWords;
        }

        /** For a person. */
        public String inWords() {
            return inWords;
        }
    }

    private final String inWords;
    private final @Nullable Need need;

    Fault(String inWords) {
        this(inWords, null);
    }

    Fault(String inWords, @Nullable Need need) {
        this.inWords = inWords;
        this.need = need;
    }

    /** What the machine must have for it; null for nothing. */
    public @Nullable Need need() {
        return need;
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
