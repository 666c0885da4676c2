package dev.tamis.local.endurance;

import dev.tamis.local.stack.ProcessStack;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills parts of a {@link ProcessStack} by a plan, and replaces what ends. */
public final class PlannedKills implements Assault {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedKills.class);

    private final int submissions;
    private final ProcessStack stack;
    private final Clock clock;
    private final Queue<Kill> coming;
    private final Queue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Map<String, Integer> struck = new TreeMap<>();
    private int ended;

    /**
     * @param submissions how many the stream has
     * @param stack what is killed; the caller closes it
     */
    public PlannedKills(KillPlan plan, int submissions, ProcessStack stack, Clock clock) {
        this.submissions = submissions;
        this.stack = stack;
        this.clock = clock;
        this.coming = new ArrayDeque<>(plan.kills());
    }

    /** A kill whose time is known. */
    private record Due(Instant at, Kill kill) {}

    @Override
    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    @Override
    public boolean advance(int settled) throws IOException {
        Instant now = clock.instant();
        while (!coming.isEmpty() && coming.element().outcomes() <= settled) {
            Kill kill = coming.remove();
            due.add(new Due(now.plus(kill.delay()), kill));
        }
        boolean done = false;
        while (!due.isEmpty() && !due.element().at().isAfter(now)) {
            Kill kill = due.remove().kill();
            LOG.info("{} outcomes: {}", settled, kill);
            strike(kill);
            struck.merge(kill.target().key(), 1, Integer::sum);
            done = true;
        }
        stack.requireRunning();
        ended += stack.replaceEndedTaskManagers();
        return done;
    }

    private void strike(Kill kill) throws IOException {
        int taskManager = kill.choice() % stack.taskManagers();
        switch (kill.target()) {
            case TASK -> stack.failTask(taskManager, kill.choice() / stack.taskManagers());
            case TASK_MANAGER -> stack.crashTaskManager(taskManager);
            case BROKER -> stack.crashBroker();
        }
    }

    @Override
    public boolean wantsMore(int sent) {
        return sent < submissions;
    }

    @Override
    public boolean over() {
        return coming.isEmpty() && due.isEmpty();
    }

    @Override
    public Map<String, Integer> struck() {
        return struck;
    }

    @Override
    public int ended() {
        return ended;
    }

    @Override
    public int restarts() throws IOException, InterruptedException {
        return stack.metrics().restarts();
    }
}
