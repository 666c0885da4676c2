package dev.tamis.training;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.report.MarkdownPage;
import dev.tamis.training.report.Template;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingPlan;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis report}: the networks that were trained, beside what the papers print of them. */
@Command(
        name = "report",
        description = "Sets the networks of finished training runs beside each other and beside the papers' figures.",
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportCommand implements Callable<Integer> {
    private static final String DETECTOR = "detector.onnx";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            required = true,
            description = "folder of the folders that train wrote")
    private Path runs;

    @Option(
            names = "--uploads",
            paramLabel = "DATA",
            description = "labelled images from elsewhere than the training set: each network is measured on them too")
    private Optional<Path> uploads;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the table as Markdown; a page of the same name with .html lies beside it")
    private Path out;

    /** A run in the table. */
    record Row(String name, TrainingPlan plan, DetectorMetadata detector, Optional<Evaluation> elsewhere) {
        private double accuracy() {
            return Double.parseDouble(figure("accuracy"));
        }

        private OptionalDouble printed() {
            return plan.architecture().printed();
        }

        private String figure(String name) {
            return detector.evaluation().getOrDefault(name, "0");
        }

        public String parameters() {
            return String.format(Locale.ROOT, "%,d", Long.parseLong(figure("parameters")));
        }

        public String auroc() {
            return figure("auroc");
        }

        public String ece() {
            return figure("ece");
        }

        public String reached() {
            return percent(accuracy());
        }

        public String published() {
            return printed().isPresent() ? percent(printed().getAsDouble()) : "";
        }

        public String difference() {
            return printed().isPresent()
                    ? String.format(
                            Locale.ROOT, "%+.2f", 100 * (accuracy() - printed().getAsDouble()))
                    : "";
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.2f", 100 * share);
        }
    }

    @Override
    public Integer call()
            throws IOException, UnusableDataSetException, UnusableDetectorException, TrainingFailedException {
        List<Row> rows = new ArrayList<>();
        for (Path run : finished()) {
            rows.add(row(run));
        }
        if (rows.isEmpty()) {
            throw new TrainingFailedException("no finished run in " + runs + ": none of its folders holds " + DETECTOR);
        }
        rows.sort(Comparator.comparingDouble(Row::accuracy));
        String table = Template.text(
                ReportCommand.class,
                "report.md.mustache",
                Map.of(
                        "rows",
                        rows,
                        "uploads",
                        uploads.map(path -> String.valueOf(path.getFileName())).stream()
                                .toList()));
        AtomicFiles.write(out, part -> Files.writeString(part, table));
        Path page = out.resolveSibling(String.valueOf(out.getFileName()).replaceFirst("\\.md$", "") + ".html");
        AtomicFiles.write(page, part -> Files.writeString(part, MarkdownPage.of(table)));
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().println(page);
        return ExitCode.OK;
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(RunFolder::exists)
                    .filter(folder -> Files.exists(folder.resolve(DETECTOR)))
                    .sorted()
                    .toList();
        }
    }

    private Row row(Path run)
            throws IOException, UnusableDataSetException, UnusableDetectorException, TrainingFailedException {
        try (OnnxDetector detector = OnnxDetector.load(run.resolve(DETECTOR))) {
            return new Row(
                    String.valueOf(run.getFileName()),
                    RunFolder.existing(run).plan(),
                    detector.metadata(),
                    uploads.isPresent() ? Optional.of(measure(detector, uploads.get())) : Optional.empty());
        }
    }

    private static Evaluation measure(OnnxDetector detector, Path data) throws IOException, UnusableDataSetException {
        ImageSet images = LabelledImages.load(data, detector.metadata().preprocessing(), Split.TEST, Set.of())
                .images();
        return Evaluation.of(
                LabelledImages.score(detector, images), detector.metadata().thresholds());
    }
}
