package dev.tamis.training.search;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Runs the trials of a plan that its log does not hold yet, several at once, each on one thread. */
public final class Search {
    private final SearchFolder folder;
    private final SearchPlan plan;
    private final ImagePack pack;

    /** @param pack that the folder's search is of */
    public Search(SearchFolder folder, ImagePack pack) {
        this.folder = folder;
        this.plan = folder.plan();
        this.pack = pack;
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
            for (Topology topology : folder.left()) {
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
        int imagesOfAnEpoch = new Trainer(plan.training(plan.extractor()), pack, Optional.empty())
                .rows()
                .training()
                .size();
        long epochs = 0;
        for (Topology topology : folder.left()) {
            Path run = folder.run(topology);
            epochs +=
                    plan.epochs() - (RunFolder.exists(run) ? RunFolder.log(run).size() : 0);
        }
        return epochs * imagesOfAnEpoch;
    }

    private Trial run(Topology topology, TrainingListener listener) throws IOException, TrainingFailedException {
        TrainingPlan training = plan.training(topology);
        Trainer trainer = new Trainer(training, pack, Optional.empty());
        RunFolder run = RunFolder.open(folder.run(topology), training, folder.data());
        Trial trial = train(topology, trainer, run, listener);
        folder.add(trial);
        run.delete();
        return trial;
    }

    /** A network that learns nothing is a result too; anything else that goes wrong ends the search. */
    private Trial train(Topology topology, Trainer trainer, RunFolder run, TrainingListener listener)
            throws IOException, TrainingFailedException {
        try {
            trainer.run(run, plan.hopeless(), listener);
        } catch (HopelessTrainingException e) {
            return new Trial(topology.toString(), Optional.ofNullable(e.getMessage()), Optional.empty());
        }
        ComputationGraph network = run.latestJudged();
        double images = (double) trainer.rows().training().size();
        double seconds = run.log().stream()
                .mapToDouble(epoch -> images / epoch.imagesPerSecond())
                .sum();
        return new Trial(
                topology.toString(),
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
