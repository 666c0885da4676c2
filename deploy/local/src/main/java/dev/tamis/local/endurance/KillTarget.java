package dev.tamis.local.endurance;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is killed. */
public enum KillTarget {
    /** One task fails; its process lives on. */
    @JsonProperty("task")
    TASK,

    /** The process of a TaskManager. */
    @JsonProperty("task_manager")
    TASK_MANAGER,

    /** The process of the broker. */
    @JsonProperty("broker")
    BROKER
}
