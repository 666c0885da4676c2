package dev.tamis.training.search;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.HopelessTrainingException;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.Trainer;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingListener;
import dev.tamis.training.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Runs the trials of a plan that its log does not hold yet, several at once, each on one thread. */
public final class Search {
    private final SearchPlan plan;
    private final ImagePack pack;
    private final Path folder;
    private final TrialLog log;

    /** @param folder keeps the trial log and, in {@code trials/}, the runs that are not done */
    public Search(SearchPlan plan, ImagePack pack, Path folder) {
        this.plan = plan;
        this.pack = pack;
        this.folder = folder;
        this.log = TrialLog.in(folder);
    }

    /**
     * Trains what is left.
     *
     * @param parallel trials at once
     */
    public void run(int parallel, SearchListener listener) throws IOException, TrainingFailedException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<?>> trials = new ArrayList<>();
            for (Topology topology : left()) {
                trials.add(threads.submit(() -> {
                    listener.onTrial(run(topology, listener.ofTraining(topology)));
                    return topology;
                }));
            }
            for (Future<?> trial : trials) {
                await(trial);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Images that are still to be learned from, over all epochs of all trials that are left. */
    public long imagesLeft() throws IOException, TrainingFailedException {
        long images = 0;
        for (Topology topology : left()) {
            Path run = runOf(folder, topology);
            int epochsDone = RunFolder.exists(run) ? RunFolder.log(run).size() : 0;
            images += (long) (plan.epochs() - epochsDone)
                    * new Trainer(plan.training(topology), pack, Optional.empty())
                            .rows()
                            .training()
                            .size();
        }
        return images;
    }

    static Path runOf(Path folder, Topology topology) {
        return folder.resolve("trials").resolve(topology.toString());
    }

    private List<Topology> left() throws IOException {
        Set<String> done = log.of(plan).stream().map(Trial::topology).collect(Collectors.toUnmodifiableSet());
        return plan.topologies().stream()
                .filter(topology -> !done.contains(topology.toString()))
                .toList();
    }

    private Trial run(Topology topology, TrainingListener listener) throws IOException, TrainingFailedException {
        TrainingPlan training = plan.training(topology);
        Trainer trainer = new Trainer(training, pack, Optional.empty());
        RunFolder run = RunFolder.open(runOf(folder, topology), training, DataSetHash.of(pack.images()));
        Trial trial = train(topology, trainer, run, listener);
        log.add(trial);
        run.delete();
        return trial;
    }

    /** A network that learns nothing is a result too; anything else that goes wrong ends the search. */
    private Trial train(Topology topology, Trainer trainer, RunFolder run, TrainingListener listener)
            throws IOException, TrainingFailedException {
        try {
            trainer.run(run, listener);
        } catch (HopelessTrainingException e) {
            return new Trial(
                    topology.toString(),
                    plan.epochs(),
                    plan.seed(),
                    Optional.ofNullable(e.getMessage()),
                    Optional.empty());
        }
        ComputationGraph network = run.latestJudged();
        double images = (double) trainer.rows().training().size();
        double seconds = run.log().stream()
                .mapToDouble(epoch -> images / epoch.imagesPerSecond())
                .sum();
        return new Trial(
                topology.toString(),
                plan.epochs(),
                plan.seed(),
                Optional.empty(),
                Optional.of(new Trial.Result(
                        network.numParams(),
                        seconds,
                        Trial.Figures.of(trainer.judge(network, trainer.rows().validation())),
                        Trial.Figures.of(trainer.judge(network, pack.rows(Split.TEST))))));
    }

    private static void await(Future<?> trial) throws IOException, TrainingFailedException {
        try {
            trial.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while searching", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof TrainingFailedException cause) {
                throw cause;
            }
            throw new IllegalStateException("a trial broke off", e.getCause());
        }
    }
}
