package dev.tamis.training.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.network.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The folder of one training run, from which it goes on after a kill: {@code run.json} says what is trained on what,
 * {@code training-log.jsonl} has a line for each epoch, and {@code checkpoints/epoch-N.zip} holds the network and its
 * optimiser after epoch N, for the latest and the best epoch.
 */
public final class RunFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /**
     * What is trained on what.
     *
     * @param data {@linkplain dev.tamis.training.dataset.DataSetHash hash} of all images of the pack
     */
    record Identity(TrainingPlan plan, String data) {}

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts a run in a new folder, or goes on in one that holds the same run.
     *
     * @throws TrainingFailedException where the folder holds another run
     */
    public static RunFolder open(Path folder, TrainingPlan plan, String data)
            throws IOException, TrainingFailedException {
        Files.createDirectories(folder.resolve("checkpoints"));
        Path file = folder.resolve("run.json");
        Identity wanted = new Identity(plan, data);
        if (Files.exists(file)) {
            Identity found = JSON.readValue(file.toFile(), Identity.class);
            if (!found.equals(wanted)) {
                throw new TrainingFailedException("%s holds another run; choose another --out%nfound  %s%nwanted %s"
                        .formatted(folder, found, wanted));
            }
        } else {
            AtomicFiles.replace(
                    file, part -> JSON.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), wanted));
        }
        return new RunFolder(folder);
    }

    /** The epochs that are done, in order. */
    public List<EpochRecord> log() throws IOException {
        if (!Files.exists(logFile())) {
            return List.of();
        }
        List<EpochRecord> records = new ArrayList<>();
        for (String line : Files.readAllLines(logFile())) {
            records.add(JSON.readValue(line, EpochRecord.class));
        }
        return records;
    }

    /** The network after the latest epoch, ready to go on learning; nothing before the first. */
    Optional<MultiLayerNetwork> latest() throws IOException {
        List<EpochRecord> log = log();
        return log.isEmpty() ? Optional.empty() : Optional.of(restore(log.get(log.size() - 1)));
    }

    /** The network after the epoch of the smallest validation loss. */
    public MultiLayerNetwork best() throws IOException {
        return restore(best(log()));
    }

    /**
     * Keeps an epoch: first its network, then its line, then drops the networks that nothing needs any more. Killed
     * anywhere in between, the folder still holds a whole earlier state.
     */
    void save(EpochRecord epoch, MultiLayerNetwork network) throws IOException {
        List<EpochRecord> log = new ArrayList<>(log());
        log.add(epoch);
        AtomicFiles.replace(checkpoint(epoch), part -> ModelSerializer.writeModel(network, part.toFile(), true));
        AtomicFiles.replace(logFile(), part -> Files.write(part, lines(log)));
        for (EpochRecord old : log) {
            if (old != epoch && old != best(log)) {
                Files.deleteIfExists(checkpoint(old));
            }
        }
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

    private MultiLayerNetwork restore(EpochRecord epoch) throws IOException {
        OneDnn.switchOn();
        return ModelSerializer.restoreMultiLayerNetwork(checkpoint(epoch).toFile(), true);
    }

    private Path logFile() {
        return folder.resolve("training-log.jsonl");
    }

    private Path checkpoint(EpochRecord epoch) {
        return folder.resolve("checkpoints").resolve("epoch-" + epoch.epoch() + ".zip");
    }
}
