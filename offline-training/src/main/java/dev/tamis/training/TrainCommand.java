package dev.tamis.training;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.export.DetectorBuild;
import dev.tamis.training.export.DetectorWeights;
import dev.tamis.training.export.ModelCard;
import dev.tamis.training.export.UnfaithfulExportException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.FolderLock;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Recipe;
import dev.tamis.training.network.Topology;
import dev.tamis.training.network.Weights;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.Trainer;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingPlan;
import dev.tamis.training.train.TrainingPlan.TestTwins;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.ArgGroup;
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

    @Option(
            names = "--network",
            description = "FILTERSxLAYERS[-dNEURONS[xLAYERS]], or one of ${COMPLETION-CANDIDATES}",
            completionCandidates = Networks.class,
            defaultValue = Topology.CHOSEN)
    private String network;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "start from the best weights of another run's folder, or from those in a detector.onnx")
    private Optional<Path> from;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "what verdicts call the detector; cifake-NETWORK where nothing is said")
    private Optional<String> id;

    @ArgGroup(heading = "%nIn place of the network's own recipe:%n", exclusive = false)
    private RecipeOptions recipe = new RecipeOptions();

    @Option(names = "--validation", description = "share of the train split kept for validation", defaultValue = "0.05")
    private double validation;

    @Option(
            names = "--twins",
            description = "training files whose content is also in the test split: ${COMPLETION-CANDIDATES}",
            defaultValue = "left_out")
    private TestTwins twins;

    @Option(names = "--seed", description = "of weights, order, augmentation and validation cut", defaultValue = "1")
    private long seed;

    @Override
    public Integer call()
            throws IOException, UnusableDataSetException, TrainingFailedException, UnusableDetectorException,
                    UnfaithfulExportException {
        Optional<ComputationGraph> start = from.isPresent() ? Optional.of(weights(from.get())) : Optional.empty();
        TrainingPlan plan = plan(start.map(Weights::sha256).orElse(TrainingPlan.FRESH));
        ImagePack pack = ImagePack.open(data, PreprocessSpec.CIFAKE);
        Trainer trainer = new Trainer(plan, pack, start);
        try (FolderLock alone = FolderLock.of(out)) {
            RunFolder run = RunFolder.open(out, plan, DataSetHash.of(pack.images()));
            train(trainer, run, plan);
            export(trainer, run, pack);
        }
        return ExitCode.OK;
    }

    private void export(Trainer trainer, RunFolder run, ImagePack pack)
            throws IOException, TrainingFailedException, UnusableDetectorException, UnfaithfulExportException {
        TrainingPlan plan = run.plan();
        DetectorBuild detector = DetectorBuild.of(
                run.best(), plan.architecture(), id.orElse("cifake-" + plan.network()), pack, trainer.validation());
        write(detector, ModelCard.ofRun(run, trainer.rows(), 0));
        String page = TrainingPage.of(run, pack, detector);
        AtomicFiles.write(out.resolve("training.html"), part -> Files.writeString(part, page));
        spec.commandLine().getOut().println(out.resolve("training.html"));
    }

    private static ComputationGraph weights(Path source)
            throws IOException, TrainingFailedException, UnusableDetectorException {
        if (Files.isDirectory(source)) {
            return RunFolder.existing(source).best();
        }
        try (OnnxDetector detector = OnnxDetector.load(source)) {
            return DetectorWeights.read(source, detector.metadata()).network();
        }
    }

    private void train(Trainer trainer, RunFolder run, TrainingPlan plan) throws IOException, TrainingFailedException {
        int left = plan.recipe().epochs() - run.log().size();
        try (ProgressBar bar = Progress.ofImages(
                "Train", (long) left * trainer.rows().training().size())) {
            trainer.run(run, new TrainingProgress(bar, spec.commandLine().getOut()));
        }
        int epochs = run.log().size();
        if (epochs < plan.recipe().epochs()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "ended after epoch %d: no smaller validation loss in %d epochs%n",
                            epochs, plan.recipe().patience());
        }
    }

    private void write(DetectorBuild detector, ModelCard card) throws IOException {
        AtomicFiles.write(out.resolve("detector.onnx"), part -> Files.write(part, detector.file()));
        CardFiles.write(card.of(detector), out.resolve("detector.onnx"));
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

    private TrainingPlan plan(String start) {
        try {
            Recipe published = Architectures.named(network).recipe();
            return new TrainingPlan(network, start, recipe.over(published), validation, twins, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static final class Networks extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Networks() {
            super(Architectures.names());
        }
    }
}
