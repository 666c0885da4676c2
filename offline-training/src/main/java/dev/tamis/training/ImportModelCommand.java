package dev.tamis.training;

import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.foreign.Answers;
import dev.tamis.training.foreign.Answers.Person;
import dev.tamis.training.foreign.ForeignModel;
import dev.tamis.training.foreign.ImportPlan;
import dev.tamis.training.foreign.ImportReport;
import dev.tamis.training.foreign.ImportedCard;
import dev.tamis.training.foreign.ImportedDetector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis import-model}: from an ONNX classifier of another make to {@code detector.onnx}. */
@Command(
        name = "import-model",
        description = "Makes a detector of an ONNX classifier of another make.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "the classifier")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the detector file to write")
    private Path out;

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "the detector's name; by default the classifier's file name")
    private Optional<String> id;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "labelled images as evaluate takes them: half of them choose calibration and thresholds, half"
                    + " measure the detector; of images with splits, the test split's")
    private Optional<Path> data;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write what was made as data")
    private Optional<Path> json;

    @ArgGroup(
            heading = "%nWhat the classifier's graph may not say; asked for at a terminal where it is not given:%n",
            exclusive = false)
    private ForeignOptions options = new ForeignOptions();

    @Override
    public Integer call() throws IOException, UnusableDetectorException, UnusableDataSetException {
        ForeignModel foreign = ForeignModel.read(model);
        ImportedDetector detector = make(foreign);
        AtomicFiles.write(out, part -> Files.write(part, detector.file()));
        CardFiles.write(ImportedCard.of(detector.report()), out);
        if (json.isPresent()) {
            JsonFile.write(detector.report(), json.get());
        }
        print(detector.report(), spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private ImportedDetector make(ForeignModel foreign)
            throws IOException, UnusableDetectorException, UnusableDataSetException {
        Answers answers = new Answers(options.given(), person());
        if (data.isEmpty()) {
            Optional<Thresholds> thresholds = answered(answers::thresholds);
            ImportPlan plan = answered(() -> ImportPlan.of(foreign, name(), answers));
            return ImportedDetector.of(foreign, plan, thresholds.orElseThrow());
        }
        if (options.given().containsKey(Answers.THRESHOLDS)) {
            throw new ParameterException(spec.commandLine(), "--data chooses the thresholds: give it or --thresholds");
        }
        ImportPlan plan = answered(() -> ImportPlan.of(foreign, name(), answers));
        LoadedImages images = LabelledImages.load(data.get(), plan.input(), Split.TEST, Set.of());
        try (ProgressBar bar =
                Progress.ofImages("Score", images.images().images().size())) {
            return ImportedDetector.of(foreign, plan, images, bar::stepBy);
        }
    }

    /** What a wrong or missing answer breaks is bad usage. */
    private <T> T answered(Supplier<T> answers) {
        try {
            return answers.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String name() {
        return id.orElseGet(() -> String.valueOf(model.getFileName()).replaceFirst("\\.onnx$", ""));
    }

    private static Person person() {
        Console console = System.console();
        return console == null ? Person.NOBODY : question -> Optional.ofNullable(console.readLine("%s%n> ", question));
    }

    private void print(ImportReport report, PrintWriter stdout) {
        stdout.printf(
                "parity on %d images: P(REAL) within %.1e%n",
                report.parity().images(), report.parity().probability());
        report.evaluation().ifPresent(evaluation -> EvaluationTable.print(evaluation, stdout));
        stdout.println(out + " is ready: ./tamis check --model " + out + " IMAGE...");
        stdout.flush();
    }
}
