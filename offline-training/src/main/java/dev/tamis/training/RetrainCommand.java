package dev.tamis.training;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.MergedPack;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.Comparison;
import dev.tamis.training.export.DetectorBuild;
import dev.tamis.training.export.DetectorWeights;
import dev.tamis.training.export.DetectorWeights.Restored;
import dev.tamis.training.export.ModelCard;
import dev.tamis.training.export.UnfaithfulExportException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.FolderLock;
import dev.tamis.training.network.Recipe;
import dev.tamis.training.network.Weights;
import dev.tamis.training.retrain.DecidedImages;
import dev.tamis.training.retrain.PromotionRule;
import dev.tamis.training.retrain.RetrainReport;
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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis retrain}: from a detector and the analysts' decisions to a detector that may take its place. */
@Command(
        name = "retrain",
        description = {
            "Goes on with a detector from images that people decided on, merged with the training set; compares old and new"
                    + " on the test split and on decided images held out, and promotes the new one only where it is not worse.",
            "Exit code 0: the new detector was accepted; 1: it was not, or the run failed. The same command goes on after a"
                    + " kill."
        },
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RetrainCommand implements Callable<Integer> {
    private static final int EPOCHS = 3;
    private static final double SHARE_OF_RATE = 0.1;
    private static final Pattern GENERATION = Pattern.compile("(.*)-r(\\d{1,6})");

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "the detector.onnx to go on with")
    private Path model;

    @Option(names = "--data", paramLabel = "PACK", required = true, description = "what dataset import wrote")
    private Path data;

    @Option(
            names = "--decisions",
            paramLabel = "DIR",
            required = true,
            description = "what ./tamis decisions wrote, or any folder or archive of {REAL,FAKE}/*")
    private Path decisions;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of this run")
    private Path out;

    @Option(
            names = "--promote",
            paramLabel = "FILE",
            description = "replace this file where the new detector is accepted; the old one is kept as FILE.previous")
    private Optional<Path> promote;

    @Option(
            names = "--margin",
            description = "accuracy that the new detector may lose, on the test split and on the decisions",
            defaultValue = "0.005")
    private double margin;

    @Option(names = "--held-out", description = "share of the decided images that only judges", defaultValue = "0.5")
    private double heldOut;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description =
                    "how often an epoch shows each decided image; so often that they make up a tenth of it, at most"
                            + " 20 times, where nothing is said")
    private Optional<Integer> repeat;

    @ArgGroup(
            heading = "%nIn place of the network's own recipe with 3 epochs from a tenth of its learning rate:%n",
            exclusive = false)
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--validation",
            description = "share of the merged train split kept for validation",
            defaultValue = "0.05")
    private double validation;

    @Option(names = "--seed", description = "of order, augmentation and cuts", defaultValue = "1")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write both comparisons as data")
    private Optional<Path> json;

    @Override
    public Integer call()
            throws IOException, UnusableDataSetException, TrainingFailedException, UnusableDetectorException,
                    UnfaithfulExportException {
        PromotionRule rule = rule();
        try (OnnxDetector old = OnnxDetector.load(model);
                FolderLock alone = FolderLock.of(out)) {
            Restored restored = DetectorWeights.read(model, old.metadata());
            TrainingPlan plan = plan(restored);
            ImagePack pack = ImagePack.open(data, PreprocessSpec.CIFAKE);
            DecidedImages decided = decided();
            int copies =
                    repeat.orElseGet(() -> decided.copies(pack.rows(Split.TRAIN).size()));
            DetectorBuild made = retrain(
                    plan,
                    restored,
                    merged(pack, decided, copies),
                    decided.learned().images().size(),
                    nextId(old.metadata().id()));
            RetrainReport report = judge(rule, old, made, pack, decided, copies);
            print(report);
            if (json.isPresent()) {
                JsonFile.write(report, json.get());
            }
            return report.isAccepted() ? accept(made) : ExitCode.SOFTWARE;
        }
    }

    private DecidedImages decided() throws IOException, UnusableDataSetException, TrainingFailedException {
        ImageSet images = LabelledImages.load(decisions, PreprocessSpec.CIFAKE, Split.TRAIN, Set.of())
                .images();
        DecidedImages decided = DecidedImages.cut(images, heldOut, seed);
        int judges = decided.heldOut().images().size();
        int lessons = decided.learned().images().size();
        if (judges < PromotionRule.FEWEST_DECISIONS || lessons == 0) {
            throw new TrainingFailedException(
                    "%s holds %d images: %d to learn from and %d to judge with, where at least 1 and %d are needed"
                            .formatted(
                                    decisions,
                                    images.images().size(),
                                    lessons,
                                    judges,
                                    PromotionRule.FEWEST_DECISIONS));
        }
        return decided;
    }

    private ImagePack merged(ImagePack pack, DecidedImages decided, int copies)
            throws IOException, UnusableDataSetException {
        Path file = out.resolve("merged.pack");
        Files.createDirectories(out);
        new MergedPack(pack, decided.learned(), copies).write(file);
        return ImagePack.open(file, PreprocessSpec.CIFAKE);
    }

    private DetectorBuild retrain(TrainingPlan plan, Restored restored, ImagePack merged, int added, String id)
            throws IOException, TrainingFailedException, UnusableDetectorException, UnfaithfulExportException {
        Trainer trainer = new Trainer(plan, merged, Optional.of(restored.network()));
        RunFolder run = RunFolder.open(out, plan, DataSetHash.of(merged.images()));
        long left = plan.recipe().epochs() - run.log().size();
        try (ProgressBar bar =
                Progress.ofImages("Retrain", left * trainer.rows().training().size())) {
            trainer.run(run, new TrainingProgress(bar, spec.commandLine().getOut()));
        }
        DetectorBuild made = DetectorBuild.of(run.best(), restored.architecture(), id, merged, trainer.validation());
        write(made, "candidate.onnx");
        String card = ModelCard.ofRun(run, trainer.rows(), added).of(made);
        CardFiles.write(card, out.resolve("candidate.onnx"));
        return made;
    }

    private RetrainReport judge(
            PromotionRule rule, OnnxDetector old, DetectorBuild made, ImagePack pack, DecidedImages decided, int copies)
            throws UnusableDetectorException {
        try (OnnxDetector candidate = OnnxDetector.load(made.file(), "the retrained detector")) {
            Comparison onTest =
                    Comparison.of(old, candidate, ImageSet.of(pack, pack.rows(Split.TEST)), Optional.of(Split.TEST));
            Comparison onDecisions = Comparison.of(old, candidate, decided.heldOut(), Optional.empty());
            List<String> objections = Stream.of(
                            rule.objection("on the test split", onTest),
                            rule.objection("on the decided images held out", onDecisions))
                    .flatMap(Optional::stream)
                    .toList();
            return new RetrainReport(
                    decided.learned().images().size(),
                    copies,
                    decided.heldOut().images().size(),
                    onTest,
                    onDecisions,
                    objections);
        }
    }

    private void print(RetrainReport report) {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.printf(
                "learned from %,d decided images, %d times an epoch; %,d held out%n",
                report.learnedFrom(), report.copies(), report.heldOut());
        stdout.println("On the test split");
        CompareCommand.print(report.onTest(), stdout);
        stdout.println("On the decided images held out");
        CompareCommand.print(report.onDecisions(), stdout);
        report.objections().forEach(objection -> stdout.println("not accepted: " + objection));
        stdout.flush();
    }

    private int accept(DetectorBuild made) throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        write(made, "detector.onnx");
        stdout.println("accepted: " + out.resolve("detector.onnx"));
        if (promote.isPresent()) {
            Path file = promote.get();
            if (Files.exists(file)) {
                Path previous = file.resolveSibling(file.getFileName() + ".previous");
                Files.copy(file, previous, StandardCopyOption.REPLACE_EXISTING);
            }
            AtomicFiles.write(file, part -> Files.write(part, made.file()));
            stdout.println("promoted: " + file);
        }
        stdout.flush();
        return ExitCode.OK;
    }

    private void write(DetectorBuild made, String name) throws IOException {
        AtomicFiles.write(out.resolve(name), part -> Files.write(part, made.file()));
    }

    private PromotionRule rule() {
        if (!(0 < heldOut && heldOut < 1) || repeat.filter(times -> times < 1).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--held-out lies between 0 and 1, and --repeat is at least 1");
        }
        try {
            return new PromotionRule(margin);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--margin: " + e.getMessage(), e);
        }
    }

    private TrainingPlan plan(Restored restored) {
        Recipe own = restored.architecture().recipe();
        try {
            return new TrainingPlan(
                    restored.architecture().name(),
                    Weights.sha256(restored.network()),
                    recipe.over(own.shortened(EPOCHS, SHARE_OF_RATE)),
                    validation,
                    TestTwins.LEFT_OUT,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A name that tells the new detector from the old one: {@code x}, {@code x-r2}, {@code x-r3}. */
    static String nextId(String id) {
        Matcher earlier = GENERATION.matcher(id);
        return earlier.matches() ? earlier.group(1) + "-r" + (Integer.parseInt(earlier.group(2)) + 1) : id + "-r2";
    }
}
