package dev.tamis.training.search;

import dev.tamis.training.network.Topology;
import dev.tamis.training.train.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a trial stands.
 *
 * @param topology of the trial
 * @param description for people: its figures, its epochs so far, or that it waits
 */
public record TrialState(Topology topology, String description) {
    /**
     * The states of all trials of a plan, in its order.
     *
     * @param folder of the search
     */
    public static List<TrialState> of(SearchPlan plan, Path folder) throws IOException {
        Map<String, Trial> done =
                TrialLog.in(folder).of(plan).stream().collect(Collectors.toMap(Trial::topology, Function.identity()));
        List<TrialState> states = new ArrayList<>();
        for (Topology topology : plan.topologies()) {
            Trial trial = done.get(topology.toString());
            states.add(
                    new TrialState(topology, trial == null ? unfinished(plan, folder, topology) : trial.description()));
        }
        return states;
    }

    private static String unfinished(SearchPlan plan, Path folder, Topology topology) throws IOException {
        Path run = Search.runOf(folder, topology);
        return RunFolder.exists(run)
                ? "epoch %d of %d".formatted(RunFolder.log(run).size() + 1, plan.epochs())
                : "waits";
    }
}
