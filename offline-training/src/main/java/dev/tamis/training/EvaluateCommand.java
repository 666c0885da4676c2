package dev.tamis.training;

import dev.tamis.training.dataset.DataSetImporter;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.training.evaluate.ScoreTable;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.Scorer;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "detector.onnx")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "what dataset import wrote, or what it reads")
    private Path data;

    @Option(names = "--split", description = "${COMPLETION-CANDIDATES}", defaultValue = "test")
    private Split split;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private Optional<Path> json;

    @Option(names = "--scores", paramLabel = "FILE", description = "where to write path,label,score of each image")
    private Optional<Path> scores;

    @Override
    public Integer call() throws IOException, UnusableDataSetException, UnusableDetectorException {
        try (OnnxDetector detector = OnnxDetector.load(model)) {
            ImagePack pack = open(detector.metadata().preprocessing());
            List<ScoredImage> scored = score(detector, pack);
            EvaluationReport report = EvaluationReport.of(detector, pack, split, scored);
            if (json.isPresent()) {
                JsonFile.write(report, json.get());
            }
            if (scores.isPresent()) {
                ScoreTable.write(scored, scores.get());
            }
            EvaluationTable.print(report, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    /** A pack as it is; anything else is packed for this once. */
    private ImagePack open(PreprocessSpec preprocessing) throws IOException, UnusableDataSetException {
        if (ImagePack.isPack(data)) {
            return ImagePack.open(data, preprocessing.plain().fingerprint());
        }
        Path folder = Files.createTempDirectory("tamis-evaluate");
        Path file = folder.resolve("pack");
        ImageSource source = ImageSource.of(data);
        try (ProgressBar bar = Progress.ofImages("Decode", -1)) {
            new DataSetImporter(new Preprocessor(preprocessing.plain(), DecodeLimits.DEFAULT), bar::step)
                    .run(source, EnumSet.of(split), file);
            return ImagePack.open(file, preprocessing.plain().fingerprint());
        } finally {
            Files.deleteIfExists(file); // what is mapped stays readable
            Files.delete(folder);
        }
    }

    private List<ScoredImage> score(OnnxDetector detector, ImagePack pack) throws UnusableDataSetException {
        List<Integer> rows = pack.rows(split);
        if (rows.isEmpty()) {
            throw new UnusableDataSetException("no images of the " + split + " split in " + data);
        }
        try (ProgressBar bar = Progress.ofImages("Evaluate", rows.size())) {
            return Scorer.score(detector, pack, rows, bar::stepBy);
        }
    }
}
