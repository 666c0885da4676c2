package dev.tamis.training;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.CalibrationMethod;
import dev.tamis.training.evaluate.DegradedPart;
import dev.tamis.training.evaluate.EvaluationPage;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.training.evaluate.FurtherFigures;
import dev.tamis.training.evaluate.ResampledPart;
import dev.tamis.training.evaluate.Robustness;
import dev.tamis.training.evaluate.ScoreTable;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.Twins;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.train.TrainingPlan.TestTwins;
import dev.tamis.training.train.TrainingRows;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis evaluate}: the figures of a detector on labelled images. */
@Command(
        name = "evaluate",
        description = "Measures a detector on labelled images, with the scores that check and the stream give.",
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluateCommand implements Callable<Integer> {
    /** What train cuts off for validation unless it is told otherwise. */
    private static final double VALIDATION_SHARE = 0.05;

    private static final long VALIDATION_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "detector.onnx")
    private Path model;

    @Mixin
    private LabelledImages images;

    @Option(
            names = "--robustness",
            description =
                    "also after JPEG, blur, noise, rescaling, and changes of brightness and contrast; larger images"
                            + " also by each of six resampling filters in place of the product's preprocessing")
    private boolean robustness;

    @Option(
            names = "--training",
            paramLabel = "PACK",
            description = "also without the images whose file is in the pack's train split, byte for byte")
    private Optional<Path> training;

    @Option(
            names = "--calibrate-on",
            paramLabel = "DATA",
            description =
                    "labelled images to fit a temperature and an isotonic calibration on, for comparison; of a pack,"
                            + " the part of its train split that train keeps for validation")
    private Optional<Path> calibrateOn;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private Optional<Path> json;

    @Option(names = "--html", paramLabel = "FILE", description = "where to write a page with the curves")
    private Optional<Path> html;

    @Option(names = "--scores", paramLabel = "FILE", description = "where to write path,label,score of each image")
    private Optional<Path> scores;

    @Override
    public Integer call() throws IOException, UnusableDataSetException, UnusableDetectorException {
        try (OnnxDetector detector = OnnxDetector.load(model)) {
            Set<ResamplingFilter> filters =
                    robustness ? EnumSet.allOf(ResamplingFilter.class) : EnumSet.noneOf(ResamplingFilter.class);
            LoadedImages loaded = images.load(detector.metadata().preprocessing(), filters);
            List<ScoredImage> scored = LabelledImages.score(detector, loaded.images());
            EvaluationReport report = EvaluationReport.of(detector, loaded.images(), loaded.split(), scored)
                    .with(further(detector, loaded, scored));
            write(report, scored);
            EvaluationTable.print(report, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private void write(EvaluationReport report, List<ScoredImage> scored) throws IOException {
        if (json.isPresent()) {
            JsonFile.write(report, json.get());
        }
        if (html.isPresent()) {
            AtomicFiles.write(html.get(), part -> Files.writeString(part, EvaluationPage.of(report)));
        }
        if (scores.isPresent()) {
            ScoreTable.write(scored, scores.get());
        }
    }

    private FurtherFigures further(OnnxDetector detector, LoadedImages loaded, List<ScoredImage> scored)
            throws IOException, UnusableDataSetException {
        return new FurtherFigures(
                twins(detector, scored),
                calibration(detector, scored),
                robustness ? degraded(detector, loaded.images()) : List.of(),
                resampled(detector, loaded.resampled()));
    }

    private Optional<Twins> twins(OnnxDetector detector, List<ScoredImage> scored)
            throws IOException, UnusableDataSetException {
        if (training.isEmpty()) {
            return Optional.empty();
        }
        PreprocessSpec preprocessing = detector.metadata().preprocessing();
        ImagePack pack = ImagePack.open(training.get(), preprocessing);
        return Optional.of(Twins.of(scored, pack.images(), detector.metadata().thresholds()));
    }

    private List<CalibrationMethod> calibration(OnnxDetector detector, List<ScoredImage> scored)
            throws IOException, UnusableDataSetException {
        if (calibrateOn.isEmpty()) {
            return List.of();
        }
        ImageSet validation = validation(calibrateOn.get(), detector.metadata().preprocessing());
        return CalibrationMethod.compare(
                detector.metadata().calibration(), LabelledImages.score(detector, validation), scored);
    }

    private static ImageSet validation(Path data, PreprocessSpec preprocessing)
            throws IOException, UnusableDataSetException {
        if (!ImagePack.isPack(data)) {
            return LabelledImages.load(data, preprocessing, Split.TRAIN, Set.of())
                    .images();
        }
        ImagePack pack = ImagePack.open(data, preprocessing);
        TrainingRows rows = TrainingRows.cut(pack.images(), VALIDATION_SHARE, TestTwins.LEFT_OUT, VALIDATION_SEED);
        if (rows.validation().isEmpty()) {
            throw new UnusableDataSetException("no images to calibrate on in the train split of " + data);
        }
        return ImageSet.of(pack, rows.validation());
    }

    private static List<DegradedPart> degraded(OnnxDetector detector, ImageSet set) {
        try (ProgressBar bar = Progress.ofImages(
                "Degrade", (long) Robustness.TRIALS * set.images().size())) {
            return new Robustness(detector, bar::stepBy).underDegradations(set);
        }
    }

    private static List<ResampledPart> resampled(OnnxDetector detector, Map<ResamplingFilter, ImageSet> sets) {
        try (ProgressBar bar = Progress.ofImages("Resample", -1)) {
            return new Robustness(detector, bar::stepBy).underFilters(sets);
        }
    }
}
