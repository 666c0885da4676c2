package dev.tamis.training.train;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.degrade.Sharpening;
import dev.tamis.training.network.Optimiser;
import dev.tamis.training.network.Recipe.Augmentation;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Runs the epochs of a plan and keeps each in the run's folder, from where that folder stands. */
public final class Trainer {
    private static final int JUDGED_BATCH = 256;

    private final TrainingPlan plan;
    private final TrainingRows rows;
    private final ImagePack pack;
    private final Optional<ComputationGraph> start;

    /**
     * Prepares a training.
     *
     * @param start the network whose weights it starts from, where the plan names some
     * @throws TrainingFailedException where the pack leaves nothing to learn from or to validate with, or the start is of
     *     another network
     */
    public Trainer(TrainingPlan plan, ImagePack pack, Optional<ComputationGraph> start) throws TrainingFailedException {
        this.plan = plan;
        this.pack = pack;
        this.start = start;
        this.rows = TrainingRows.cut(pack.images(), plan.validationShare(), plan.twins(), plan.seed());
        if (rows.training().isEmpty() || rows.validation().isEmpty()) {
            throw new TrainingFailedException(
                    "%d images to learn from and %d to validate with; both need some: give more images or another share"
                            .formatted(rows.training().size(), rows.validation().size()));
        }
        if (start.isPresent()) {
            requireSameNetwork(start.get());
        }
    }

    private void requireSameNetwork(ComputationGraph other) throws TrainingFailedException {
        ComputationGraph network = plan.architecture().create(Optimiser.plain(), plan.seed());
        if (!shapes(network).equals(shapes(other))) {
            throw new TrainingFailedException(
                    "the weights to start from are of another network than %s: %,d parameters, not %,d; choose its --network"
                            .formatted(plan.network(), other.numParams(), network.numParams()));
        }
    }

    private static Map<String, List<Long>> shapes(ComputationGraph network) {
        return network.paramTable().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        parameter -> Arrays.stream(parameter.getValue().shape())
                                .boxed()
                                .toList()));
    }

    /** Which images this training learns from and validates with. */
    public TrainingRows rows() {
        return rows;
    }

    /** The images kept back; varied by a history of uploads, drawn by the plan's seed, and by the sharpening of LANCZOS. */
    public Validation validation() {
        ImageSet images = ImageSet.of(pack, rows.validation());
        return new Validation(images, List.of(throughHistories(images), sharpened(images)));
    }

    private ImageSet throughHistories(ImageSet images) {
        Augmenter augmenter = new Augmenter(Augmentation.HISTORY, plan.seed());
        return new ImageSet(
                images.images(),
                i -> augmenter.apply(images.pixels().apply(i), rows.validation().get(i)));
    }

    private ImageSet sharpened(ImageSet images) {
        return new ImageSet(
                images.images(),
                i -> Sharpening.OF_LANCZOS.apply(images.pixels().apply(i), new SplittableRandom(plan.seed())));
    }

    /**
     * Trains until the plan's last epoch is kept, or its patience is at an end; returns at once where that is so already.
     *
     * @throws TrainingFailedException where the loss is no number, or does not fall
     */
    public void run(RunFolder folder, TrainingListener listener) throws IOException, TrainingFailedException {
        run(folder, Hopeless.STOPPED, listener);
    }

    /**
     * The same.
     *
     * @param hopeless whether a loss that does not fall ends it
     * @throws TrainingFailedException where the loss is no number, or a loss that does not fall ends it
     */
    public void run(RunFolder folder, Hopeless hopeless, TrainingListener listener)
            throws IOException, TrainingFailedException {
        List<EpochRecord> log = new ArrayList<>(folder.log());
        if (isDone(log)) {
            return;
        }
        if (start.isPresent() && plan.recipe().keptStart() > 0) {
            folder.saveStart(start.get());
        }
        Optional<LearningNetwork> latest = folder.latest();
        LearningNetwork network =
                latest.isPresent() ? latest.get() : LearningNetwork.start(freshNetwork(), plan.recipe());
        try (BatchLoader loader = new BatchLoader(pack, preprocessor())) {
            while (!isDone(log)) {
                EpochRecord epoch = runEpoch(log.size() + 1, network, loader, listener);
                log.add(epoch);
                if (hopeless == Hopeless.STOPPED) {
                    LearningCheck.requireFall(log, steps());
                }
                folder.save(epoch, network);
                listener.onEpoch(epoch);
            }
        }
    }

    private boolean isDone(List<EpochRecord> log) {
        int patience = plan.recipe().patience();
        return log.size() == plan.recipe().epochs()
                || patience > 0
                        && !log.isEmpty()
                        && log.size() - RunFolder.best(log).epoch() >= patience;
    }

    private ComputationGraph freshNetwork() {
        Optimiser optimiser = plan.recipe().optimiser(plan.recipe().epochs() * steps());
        ComputationGraph network = plan.architecture().create(optimiser, plan.seed());
        start.ifPresent(weights -> network.setParams(weights.params().dup()));
        return network;
    }

    /** Steps of one epoch. */
    private int steps() {
        int batchSize = plan.recipe().batchSize();
        return (rows.training().size() + batchSize - 1) / batchSize;
    }

    private EpochRecord runEpoch(int epoch, LearningNetwork network, BatchLoader loader, TrainingListener listener)
            throws IOException, TrainingFailedException {
        long seed = plan.seed() + epoch;
        EpochOrder order = EpochOrder.shuffled(rows.training(), plan.recipe().batchSize(), seed);
        Augmenter augmenter = new Augmenter(plan.recipe().augmentation(), seed);
        DoubleAdder loss = new DoubleAdder();
        long start = System.nanoTime();
        loader.forEach(order, augmenter, batch -> {
            double batchLoss = network.learn(batch);
            LearningCheck.requireNumber(batchLoss, epoch);
            loss.add(batchLoss * batch.size());
            listener.onBatch(epoch, batch.size(), batchLoss);
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        Judgement validation = judge(network, rows.validation(), loader);
        int images = rows.training().size();
        return new EpochRecord(
                epoch, loss.sum() / images, validation.meanLoss(), validation.accuracy(), images / seconds);
    }

    /**
     * How a network of this plan does on some images, as they are.
     *
     * @param judged positions in the pack
     */
    public Judgement judge(ComputationGraph network, List<Integer> judged) throws IOException, TrainingFailedException {
        try (BatchLoader loader = new BatchLoader(pack, preprocessor())) {
            return judge(LearningNetwork.start(network, plan.recipe()), judged, loader);
        }
    }

    private static Judgement judge(LearningNetwork network, List<Integer> judged, BatchLoader loader)
            throws IOException, TrainingFailedException {
        List<Judgement> judgements = new ArrayList<>();
        loader.forEach(
                EpochOrder.inBatches(judged, JUDGED_BATCH),
                Augmenter.NONE,
                batch -> judgements.add(network.judge(batch)));
        return judgements.stream().reduce(Judgement.NONE, Judgement::plus);
    }

    private Preprocessor preprocessor() {
        return new Preprocessor(plan.architecture().input(), DecodeLimits.DEFAULT);
    }
}
