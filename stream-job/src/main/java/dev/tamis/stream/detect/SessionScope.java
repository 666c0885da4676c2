package dev.tamis.stream.detect;

/** Who has a session of ONNX Runtime of its own. */
public enum SessionScope {
    /** Every subtask. */
    SUBTASK,
    /** Every TaskManager; its subtasks share the memory of the network. */
    TASK_MANAGER
}
