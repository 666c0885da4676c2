package dev.tamis.training;

import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.Comparison;
import dev.tamis.training.evaluate.Comparison.Difference;
import dev.tamis.training.evaluate.Comparison.DifferingImage;
import dev.tamis.training.evaluate.Comparison.Side;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.McNemar;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.Subject;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis compare}: whether one detector is better than another, or seems so by chance. */
@Command(
        name = "compare",
        description = "Compares two detectors on the same labelled images.",
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 10;
    private static final double SMALLEST_SHOWN = 0.001;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "the first detector.onnx")
    private Path model;

    @Option(names = "--with", paramLabel = "FILE", required = true, description = "the second")
    private Path with;

    @Mixin
    private LabelledImages images;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "where to write the comparison as data, with every image that one of them alone gets right")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException, UnusableDataSetException, UnusableDetectorException {
        try (OnnxDetector first = OnnxDetector.load(model);
                OnnxDetector second = OnnxDetector.load(with)) {
            Scored ofFirst = score(first);
            Scored ofSecond = score(second);
            Comparison comparison = Comparison.of(ofFirst.side(), ofSecond.side(), ofFirst.images(), ofSecond.images());
            if (json.isPresent()) {
                JsonFile.write(comparison, json.get());
            }
            print(comparison, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private record Scored(Side side, List<ScoredImage> images) {}

    /** Each detector reads the files by a preprocessing of its own. */
    private Scored score(OnnxDetector detector) throws IOException, UnusableDataSetException {
        LoadedImages loaded = images.load(detector.metadata().preprocessing(), Set.of());
        List<ScoredImage> scored = LabelledImages.score(detector, loaded.images());
        Subject subject = Subject.of(detector, loaded.images(), loaded.split());
        return new Scored(
                new Side(subject, Evaluation.of(scored, detector.metadata().thresholds())), scored);
    }

    static void print(Comparison comparison, PrintWriter out) {
        print("first ", comparison.first(), out);
        print("second", comparison.second(), out);
        print("accuracy", comparison.accuracyDifference(), out);
        comparison.aurocDifference().ifPresent(difference -> print("AUROC", difference, out));
        McNemar test = comparison.mcnemar();
        out.printf(
                "right alone: first %,d, second %,d images; McNemar's test (%s): p %s%n",
                test.firstOnly(),
                test.secondOnly(),
                test.method(),
                test.pValue() < SMALLEST_SHOWN ? "< " + SMALLEST_SHOWN : "= %.4f".formatted(test.pValue()));
        comparison.differing().stream().limit(MOST_SHOWN).forEach(image -> print(image, out));
        int more = comparison.differing().size() - MOST_SHOWN;
        if (more > 0) {
            out.printf("  and %,d more%n", more);
        }
        out.flush();
    }

    private static void print(String name, Side side, PrintWriter out) {
        out.printf(
                "%s %-28s accuracy %.4f, calibration error %.4f%s on %,d images%n",
                name,
                side.subject().detector(),
                side.figures().accuracy(),
                side.figures().ece(),
                side.figures().auroc().isPresent()
                        ? ", AUROC %.4f".formatted(side.figures().auroc().getAsDouble())
                        : "",
                side.figures().images());
    }

    private static void print(String figure, Difference difference, PrintWriter out) {
        out.printf(
                "%s, second minus first: %+.4f   (95 %%: %+.4f to %+.4f%s)%n",
                figure,
                difference.value(),
                difference.interval().low(),
                difference.interval().high(),
                difference.interval().contains(0) ? ", may be none" : "");
    }

    private static void print(DifferingImage image, PrintWriter out) {
        out.printf("  %-40s %s  %.4f  %.4f%n", image.path(), image.label(), image.firstScore(), image.secondScore());
    }
}
