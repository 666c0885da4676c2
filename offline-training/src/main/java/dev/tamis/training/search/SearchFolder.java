package dev.tamis.training.search;

import dev.tamis.training.file.JsonState;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.TrainingFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The folder of one search, from which it goes on after a kill: {@code search.json} says what is searched on what,
 * {@code trials.jsonl} has a line for each trial that is done, and {@code trials/} holds the runs that are not.
 */
public final class SearchFolder {
    private final Path folder;
    private final Identity identity;
    private final TrialLog log;

    /**
     * What is searched on what.
     *
     * @param data {@linkplain dev.tamis.training.dataset.DataSetHash hash} of all images of the pack
     */
    record Identity(SearchPlan plan, String data) {}

    private SearchFolder(Path folder, Identity identity) {
        this.folder = folder;
        this.identity = identity;
        this.log = new TrialLog(folder.resolve("trials.jsonl"));
    }

    /**
     * Starts a search in a new folder, or goes on in one that holds the same.
     *
     * @param data hash of all images of the pack
     * @throws TrainingFailedException where the folder holds another search
     */
    public static SearchFolder open(Path folder, SearchPlan plan, String data)
            throws IOException, TrainingFailedException {
        Identity identity = new Identity(plan, data);
        List<String> differences = JsonState.claim(file(folder), identity);
        if (!differences.isEmpty()) {
            throw new TrainingFailedException("%s holds another search; choose another --out%n%s"
                    .formatted(folder, String.join(System.lineSeparator(), differences)));
        }
        return new SearchFolder(folder, identity);
    }

    /** The search of a folder; nothing where none was started there. */
    public static Optional<SearchFolder> existing(Path folder) throws IOException {
        return JsonState.read(file(folder), Identity.class).map(found -> new SearchFolder(folder, found));
    }

    /** What is searched. */
    public SearchPlan plan() {
        return identity.plan;
    }

    /** Hash of all images of the pack that it is searched on. */
    String data() {
        return identity.data;
    }

    /** The trials that are done. */
    public List<Trial> done() throws IOException {
        return log.trials();
    }

    /** Where each trial of the plan stands, in its order. */
    public List<TrialState> states() throws IOException {
        Map<String, Trial> done = done().stream().collect(Collectors.toMap(Trial::topology, Function.identity()));
        List<TrialState> states = new ArrayList<>();
        for (Topology topology : plan().topologies()) {
            Trial trial = done.get(topology.toString());
            states.add(trial == null ? notDone(topology) : TrialState.done(topology, trial));
        }
        return states;
    }

    /** The topologies that no trial was made of yet, in the plan's order. */
    List<Topology> left() throws IOException {
        List<String> done = done().stream().map(Trial::topology).toList();
        return plan().topologies().stream()
                .filter(topology -> !done.contains(topology.toString()))
                .toList();
    }

    /** Keeps what a trial gave. */
    void add(Trial trial) throws IOException {
        log.add(trial);
    }

    /** Folder of the run of a topology. */
    Path run(Topology topology) {
        return folder.resolve("trials").resolve(topology.toString());
    }

    private TrialState notDone(Topology topology) throws IOException {
        Path run = run(topology);
        return RunFolder.exists(run)
                ? TrialState.unfinished(topology, RunFolder.log(run).size() + 1, plan().epochs())
                : TrialState.waiting(topology);
    }

    private static Path file(Path folder) {
        return folder.resolve("search.json");
    }
}
