package dev.tamis.local.endurance;

import java.util.Locale;

/** What is killed. */
public enum KillTarget {
    /** One task fails; its process lives on. */
    TASK,

    /** The process of a TaskManager. */
    TASK_MANAGER,

    /** The process of the broker. */
    BROKER;

    /** What reports call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
