package dev.tamis.local.endurance;

import java.io.IOException;
import java.util.Map;

/** What a stack endures while a stream goes through it. One thread uses it. */
public interface Assault {
    /** Where the stream's records go. */
    String bootstrapServers();

    /**
     * Strikes where something is due; called often.
     *
     * @param settled submissions that have their outcome
     * @return whether something was done to the stack
     * @throws IllegalStateException where the job has ended by itself
     */
    boolean advance(int settled) throws IOException;

    /**
     * Whether the stream goes on.
     *
     * @param sent submissions so far
     */
    boolean wantsMore(int sent);

    /** Whether nothing more will be struck. */
    boolean over();

    /** How often each kind of thing was struck. */
    Map<String, Integer> struck();

    /** Processes that ended by themselves and were replaced. */
    int ended();

    /** How often Flink started the job again. */
    int restarts() throws IOException, InterruptedException;
}
