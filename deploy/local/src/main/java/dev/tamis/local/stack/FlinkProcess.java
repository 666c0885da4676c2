package dev.tamis.local.stack;

import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.taskmanager.Task;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of Flink's JVMs: Flink's own entry point of a role, which ends when the JVM that
 * started it does, and which does what that one asks on standard input:
 *
 * <ul>
 *   <li>{@code interrupt N}: interrupts a task's thread that nobody has cancelled, which fails the task. It waits for one
 *       where there is none; of several that are sorted by name, N modulo their count tells which.
 *   <li>{@code memory}: says on standard output the bytes of the Java heap that a collection left, and those of direct
 *       buffers.
 * </ul>
 */
public final class FlinkProcess {
    public static final String INTERRUPT = "interrupt ";
    public static final String MEMORY = "memory";

    private static final Logger LOG = LoggerFactory.getLogger(FlinkProcess.class);
    private static final int RETRY_MS = 20;

    private FlinkProcess() {}

    /** What a process is in its cluster. */
    public enum Role {
        JOB_MANAGER,
        TASK_MANAGER,

        /** Tells the JobManagers of a cluster which of them leads. */
        ZOO_KEEPER
    }

    /**
     * Runs until it is stopped.
     *
     * @param arguments a {@link Role}, and what Flink's entry point of that role takes
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream output = System.out;
        System.setOut(System.err);
        // Nothing of it is needed again, so it need not end in good order.
        ParentPipe.watch(
                System.in,
                line -> obey(line, output),
                () -> Runtime.getRuntime().halt(0));
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (Role.valueOf(arguments[0])) {
            case JOB_MANAGER -> StandaloneSessionClusterEntrypoint.main(rest);
            case TASK_MANAGER -> TaskManagerRunner.main(rest);
            case ZOO_KEEPER -> FlinkZooKeeperQuorumPeer.main(rest);
        }
    }

    private static void obey(String line, PrintStream output) {
        if (line.equals(MEMORY)) {
            output.println(memory());
            output.flush();
        } else if (line.startsWith(INTERRUPT)) {
            interruptTask(Integer.parseInt(line.substring(INTERRUPT.length())));
        } else {
            throw new IllegalArgumentException(line);
        }
    }

    private static String memory() {
        System.gc();
        // Not what is in use now: tasks go on to allocate.
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + " " + direct;
    }

    private static void interruptTask(int number) {
        List<Thread> tasks = tasks();
        while (tasks.isEmpty()) {
            try {
                Thread.sleep(RETRY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            tasks = tasks();
        }
        Thread task = tasks.get(number % tasks.size());
        LOG.info("interrupting {}", task.getName());
        task.interrupt();
    }

    /** The group of the tasks' threads holds those that they have started, too. */
    private static List<Thread> tasks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue()).anyMatch(FlinkProcess::runsTask))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Thread::getName))
                .toList();
    }

    private static boolean runsTask(StackTraceElement frame) {
        return frame.getClassName().equals(Task.class.getName())
                && frame.getMethodName().equals("run");
    }
}
