package dev.tamis.training;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.export.DetectorBuild;
import dev.tamis.training.export.ModelCard;
import dev.tamis.training.export.UnfaithfulExportException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.Trainer;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingListener;
import dev.tamis.training.train.TrainingPlan;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis train}: from a pack to {@code detector.onnx} with its model card. */
@Command(
        name = "train",
        description = "Trains, calibrates, evaluates and exports a detector; the same command goes on after a kill.",
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "PACK", required = true, description = "what dataset import wrote")
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of this run")
    private Path out;

    @Option(names = "--topology", description = "FILTERSxLAYERS[-dNEURONS[xLAYERS]]", defaultValue = Topology.CHOSEN)
    private String topology;

    @Option(names = "--epochs", description = "passes over the training images", defaultValue = "12")
    private int epochs;

    @Option(names = "--batch", description = "images of one step", defaultValue = "128")
    private int batch;

    @Option(names = "--learning-rate", description = "of the first step", defaultValue = "0.0015")
    private double learningRate;

    @Option(names = "--validation", description = "share of the train split kept for validation", defaultValue = "0.05")
    private double validation;

    @Option(names = "--seed", description = "of weights, order, flips and validation cut", defaultValue = "1")
    private long seed;

    @Override
    public Integer call()
            throws IOException, UnusableDataSetException, TrainingFailedException, UnusableDetectorException,
                    UnfaithfulExportException {
        TrainingPlan plan = plan();
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        ImagePack pack = ImagePack.open(data, preprocessor.spec().fingerprint());
        Trainer trainer = new Trainer(plan, pack, preprocessor);
        RunFolder run = RunFolder.open(out, plan, DataSetHash.of(pack.images()));
        train(trainer, run, plan);
        DetectorBuild detector = DetectorBuild.of(
                run.best(),
                "cifake-cnn-" + plan.topology(),
                pack,
                trainer.rows().validation());
        write(detector, card(plan, run, trainer));
        return ExitCode.OK;
    }

    private void train(Trainer trainer, RunFolder run, TrainingPlan plan) throws IOException, TrainingFailedException {
        int left = plan.epochs() - run.log().size();
        try (ProgressBar bar = Progress.ofImages(
                "Train", (long) left * trainer.rows().training().size())) {
            trainer.run(run, new Reporter(bar, spec.commandLine().getOut()));
        }
    }

    private ModelCard card(TrainingPlan plan, RunFolder run, Trainer trainer) throws IOException {
        String command =
                "./tamis train --data PACK --out DIR --topology %s --epochs %d --batch %d --learning-rate %s --validation %s --seed %d"
                        .formatted(
                                plan.topology(),
                                plan.epochs(),
                                plan.batchSize(),
                                plan.learningRate(),
                                plan.validationShare(),
                                plan.seed());
        return new ModelCard(
                plan.topology(), command, RunFolder.best(run.log()).epoch(), plan.epochs(), trainer.rows());
    }

    private void write(DetectorBuild detector, ModelCard card) throws IOException {
        AtomicFiles.replace(out.resolve("detector.onnx"), part -> Files.write(part, detector.file()));
        AtomicFiles.replace(out.resolve("detector.md"), part -> Files.writeString(part, card.of(detector)));
        JsonFile.write(detector.evaluation(), out.resolve("detector.json"));
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.printf(
                "parity on %d images: P(REAL) within %.1e, heat map within %.1e%n",
                detector.parity().images(),
                detector.parity().probability(),
                detector.parity().heatmap());
        EvaluationTable.print(detector.evaluation(), stdout);
        stdout.println(out.resolve("detector.onnx"));
    }

    private TrainingPlan plan() {
        try {
            return new TrainingPlan(topology, epochs, batch, learningRate, validation, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Shows each step on the bar and prints each epoch. */
    private record Reporter(ProgressBar bar, PrintWriter stdout) implements TrainingListener {
        @Override
        public void onBatch(int epoch, int images, double loss) {
            bar.stepBy(images);
            bar.setExtraMessage("epoch %d loss %.4f".formatted(epoch, loss));
        }

        @Override
        public void onEpoch(EpochRecord epoch) {
            stdout.printf(
                    "epoch %2d  loss %.4f  validation loss %.4f  accuracy %.4f  %,.0f images/s%n",
                    epoch.epoch(),
                    epoch.trainingLoss(),
                    epoch.validationLoss(),
                    epoch.validationAccuracy(),
                    epoch.imagesPerSecond());
            stdout.flush();
        }
    }
}
