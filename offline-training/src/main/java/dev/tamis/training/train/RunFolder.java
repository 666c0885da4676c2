package dev.tamis.training.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.JsonState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The folder of one training run, from which it goes on after a kill: {@code run.json} says what is trained on what,
 * {@code training-log.jsonl} has a line for each epoch, {@code checkpoints/epoch-N.zip} holds the network and its optimiser
 * after epoch N, and {@code checkpoints/averaged-N.zip} the averaged network where there is one; for the latest and the best
 * epoch. {@code checkpoints/start.zip} holds the weights of the start where the result keeps a share of them.
 */
public final class RunFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Identity identity;

    /**
     * What is trained on what.
     *
     * @param data {@linkplain dev.tamis.training.dataset.DataSetHash hash} of all images of the pack
     */
    record Identity(TrainingPlan plan, String data) {}

    private RunFolder(Path folder, Identity identity) {
        this.folder = folder;
        this.identity = identity;
    }

    /**
     * Starts a run in a new folder, or goes on in one that holds the same run.
     *
     * @throws TrainingFailedException where the folder holds another run
     */
    public static RunFolder open(Path folder, TrainingPlan plan, String data)
            throws IOException, TrainingFailedException {
        Files.createDirectories(folder.resolve("checkpoints"));
        Identity identity = new Identity(plan, data);
        List<String> differences = JsonState.claim(file(folder), identity);
        if (!differences.isEmpty()) {
            throw new TrainingFailedException("%s holds another run; choose another --out%n%s"
                    .formatted(folder, String.join(System.lineSeparator(), differences)));
        }
        return new RunFolder(folder, identity);
    }

    /**
     * The run of a folder.
     *
     * @throws TrainingFailedException where the folder holds none
     */
    public static RunFolder existing(Path folder) throws IOException, TrainingFailedException {
        Optional<Identity> found = JsonState.read(file(folder), Identity.class);
        if (found.isEmpty()) {
            throw new TrainingFailedException(folder + " holds no run: no run.json there");
        }
        return new RunFolder(folder, found.get());
    }

    private static Path file(Path folder) {
        return folder.resolve("run.json");
    }

    /** Whether a run was started in a folder. */
    public static boolean exists(Path folder) {
        return Files.exists(file(folder));
    }

    /** What is trained, and how. */
    public TrainingPlan plan() {
        return identity.plan;
    }

    /** Hash of all images of the pack that it is trained on. */
    public String data() {
        return identity.data;
    }

    /** The epochs that are done, in order. */
    public List<EpochRecord> log() throws IOException {
        return log(folder);
    }

    /** The epochs that are done in a folder's run, in order. */
    public static List<EpochRecord> log(Path folder) throws IOException {
        Path file = logFile(folder);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<EpochRecord> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                records.add(JSON.readValue(line, EpochRecord.class));
            } catch (JsonProcessingException e) {
                throw new IOException(
                        "%s is damaged in line %d: %s".formatted(file, records.size() + 1, e.getOriginalMessage()), e);
            }
        }
        return records;
    }

    /** The network after the latest epoch, ready to go on learning; nothing before the first. */
    Optional<LearningNetwork> latest() throws IOException {
        List<EpochRecord> log = log();
        if (log.isEmpty()) {
            return Optional.empty();
        }
        EpochRecord epoch = log.get(log.size() - 1);
        ComputationGraph network = restore(learning(epoch));
        ComputationGraph average = isAveraged() ? restore(judged(epoch)) : network;
        return Optional.of(new LearningNetwork(network, average, plan().recipe()));
    }

    /** The network, averaged where the recipe says so, after the latest epoch. */
    public ComputationGraph latestJudged() throws IOException {
        List<EpochRecord> log = log();
        return restore(judged(log.get(log.size() - 1)));
    }

    /**
     * What the run gives: the network, averaged where the recipe says so, after the epoch of the smallest validation loss; with the
     * recipe's share of the weights that it started from.
     *
     * @throws TrainingFailedException where no epoch is done
     */
    public ComputationGraph best() throws IOException, TrainingFailedException {
        List<EpochRecord> log = log();
        if (log.isEmpty()) {
            throw new TrainingFailedException(folder + " holds a run without a finished epoch");
        }
        ComputationGraph network = restore(judged(best(log)));
        double kept = plan().recipe().keptStart();
        if (kept > 0) {
            network.params().muli(1 - kept).addi(restore(startFile()).params().mul(kept));
        }
        return network;
    }

    /** Keeps the weights that the run starts from. */
    void saveStart(ComputationGraph network) throws IOException {
        if (!Files.exists(startFile())) {
            AtomicFiles.write(startFile(), part -> ModelSerializer.writeModel(network, part.toFile(), false));
        }
    }

    /**
     * Keeps an epoch: first its network, then its line, then drops the networks that nothing needs any more. Killed
     * anywhere in between, the folder still holds a whole earlier state.
     */
    void save(EpochRecord epoch, LearningNetwork network) throws IOException {
        List<EpochRecord> log = new ArrayList<>(log());
        log.add(epoch);
        AtomicFiles.write(learning(epoch), part -> ModelSerializer.writeModel(network.network(), part.toFile(), true));
        if (isAveraged()) {
            AtomicFiles.write(
                    judged(epoch), part -> ModelSerializer.writeModel(network.average(), part.toFile(), false));
        }
        AtomicFiles.write(logFile(folder), part -> Files.write(part, lines(log)));
        for (EpochRecord old : log) {
            if (old != epoch && old != best(log)) {
                Files.deleteIfExists(learning(old));
                Files.deleteIfExists(judged(old));
            }
        }
    }

    /** Drops all that this run left; a new run may start here. */
    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean isAveraged() {
        return plan().recipe().averaging() > 0;
    }

    /** The epoch of the smallest validation loss, the earliest of equals. */
    public static EpochRecord best(List<EpochRecord> log) {
        return Collections.min(log, Comparator.comparingDouble(EpochRecord::validationLoss));
    }

    private static List<String> lines(List<EpochRecord> log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (EpochRecord record : log) {
            lines.add(JSON.writeValueAsString(record));
        }
        return lines;
    }

    private static ComputationGraph restore(Path checkpoint) throws IOException {
        try {
            return ModelSerializer.restoreComputationGraph(checkpoint.toFile(), true);
        } catch (IOException | RuntimeException e) { // Deeplearning4j answers a damaged file with either
            throw new IOException(checkpoint + " is missing or damaged: " + e.getMessage(), e);
        }
    }

    private Path startFile() {
        return folder.resolve("checkpoints").resolve("start.zip");
    }

    private static Path logFile(Path folder) {
        return folder.resolve("training-log.jsonl");
    }

    /** The network that goes on learning. */
    private Path learning(EpochRecord epoch) {
        return checkpoint("epoch-", epoch);
    }

    /** The network that was validated. */
    private Path judged(EpochRecord epoch) {
        return checkpoint(isAveraged() ? "averaged-" : "epoch-", epoch);
    }

    private Path checkpoint(String prefix, EpochRecord epoch) {
        return folder.resolve("checkpoints").resolve(prefix + epoch.epoch() + ".zip");
    }
}
