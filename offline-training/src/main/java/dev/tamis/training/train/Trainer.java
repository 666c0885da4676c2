package dev.tamis.training.train;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.network.CifakeCnn;
import dev.tamis.training.network.CosineSchedule;
import dev.tamis.training.network.OneDnn;
import dev.tamis.training.network.Topology;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Runs the epochs of a plan and keeps each in the run's folder, from where that folder stands. */
public final class Trainer {
    private static final int VALIDATION_BATCH = 256;

    private final TrainingPlan plan;
    private final TrainingRows rows;
    private final ImagePack pack;
    private final Preprocessor preprocessor;

    /**
     * Prepares a training.
     *
     * @throws TrainingFailedException where the pack leaves nothing to learn from or to validate with
     */
    public Trainer(TrainingPlan plan, ImagePack pack, Preprocessor preprocessor) throws TrainingFailedException {
        this.plan = plan;
        this.pack = pack;
        this.preprocessor = preprocessor;
        this.rows = TrainingRows.cut(pack.images(), plan.validationShare(), plan.seed());
        if (rows.training().isEmpty() || rows.validation().isEmpty()) {
            throw new TrainingFailedException(
                    "%d images to learn from and %d to validate with; both need some: give more images or another share"
                            .formatted(rows.training().size(), rows.validation().size()));
        }
    }

    /** Which images this training learns from and validates with. */
    public TrainingRows rows() {
        return rows;
    }

    /**
     * Trains until the plan's last epoch is kept; returns at once where it is already.
     *
     * @throws TrainingFailedException where the loss is no number, or does not fall
     */
    public void run(RunFolder folder, TrainingListener listener) throws IOException, TrainingFailedException {
        List<EpochRecord> log = new ArrayList<>(folder.log());
        if (log.size() == plan.epochs()) {
            return;
        }
        Optional<MultiLayerNetwork> latest = folder.latest();
        LearningNetwork network = new LearningNetwork(latest.isPresent() ? latest.get() : freshNetwork());
        try (BatchLoader loader = new BatchLoader(pack, preprocessor)) {
            while (log.size() < plan.epochs()) {
                EpochRecord epoch = runEpoch(log.size() + 1, network, loader, listener);
                log.add(epoch);
                LearningCheck.requireFall(log, steps());
                folder.save(epoch, network.network());
                listener.onEpoch(epoch);
            }
        }
    }

    private MultiLayerNetwork freshNetwork() {
        CosineSchedule schedule = new CosineSchedule(plan.learningRate(), plan.epochs() * steps());
        return CifakeCnn.create(Topology.parse(plan.topology()), schedule, plan.seed());
    }

    /** Steps of one epoch. */
    private int steps() {
        return (rows.training().size() + plan.batchSize() - 1) / plan.batchSize();
    }

    private EpochRecord runEpoch(int epoch, LearningNetwork network, BatchLoader loader, TrainingListener listener)
            throws IOException, TrainingFailedException {
        EpochOrder order = EpochOrder.shuffled(rows.training(), plan.batchSize(), plan.seed() + epoch);
        DoubleAdder loss = new DoubleAdder();
        long start = System.nanoTime();
        loader.forEach(order, batch -> {
            double batchLoss = network.learn(batch);
            LearningCheck.requireNumber(batchLoss, epoch);
            loss.add(batchLoss * batch.size());
            listener.onBatch(epoch, batch.size(), batchLoss);
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        OneDnn.requireIn(network.network());
        Judgement validation = validate(network, loader);
        int images = rows.training().size();
        return new EpochRecord(
                epoch, loss.sum() / images, validation.meanLoss(), validation.accuracy(), images / seconds);
    }

    private Judgement validate(LearningNetwork network, BatchLoader loader)
            throws IOException, TrainingFailedException {
        List<Judgement> judgements = new ArrayList<>();
        loader.forEach(
                EpochOrder.plain(rows.validation(), VALIDATION_BATCH), batch -> judgements.add(network.judge(batch)));
        return judgements.stream().reduce(Judgement.NONE, Judgement::plus);
    }
}
