package dev.tamis.training;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.LoadedImages;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.explain.BalancedChoice;
import dev.tamis.training.explain.ExplainedImage;
import dev.tamis.training.explain.ExplainedNetwork;
import dev.tamis.training.explain.ExplanationPage;
import dev.tamis.training.explain.ExplanationReport;
import dev.tamis.training.explain.Faithfulness;
import dev.tamis.training.explain.LayerMaps;
import dev.tamis.training.explain.MapMethod;
import dev.tamis.training.explain.Randomisation;
import dev.tamis.training.explain.RemovalStudy;
import dev.tamis.training.explain.SanityCheck;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import dev.tamis.training.network.Weights;
import dev.tamis.training.train.RunFolder;
import dev.tamis.training.train.TrainingFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis explain}: where a network looks, and whether its maps can be trusted. */
@Command(
        name = "explain",
        description = {
            "Draws where a network looks, and measures whether its maps can be trusted: by taking away what they call relevant,"
                    + " and by taking away what the network has learnt.",
            "Writes gallery.png and index.html; both show the images given, so mind whose they are."
        },
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Mixin
    private LabelledImages images;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of the gallery and the page")
    private Path out;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            split = ",",
            description = "of the maps: ${COMPLETION-CANDIDATES}",
            defaultValue = "grad-cam,hires-cam,layer-cam")
    private List<MapMethod> methods;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            split = ",",
            description = "feature maps to explain; the last one by default, and an unknown name lists them all",
            showDefaultValue = Visibility.NEVER)
    private List<String> layers = List.of();

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "how many to explain, half of each class",
            defaultValue = "100")
    private int count;

    @Option(
            names = "--shown",
            paramLabel = "N",
            description = "how many of them the gallery shows",
            defaultValue = "16")
    private int shown;

    @Option(names = "--seed", description = "of the choice of images and of all that is drawn", defaultValue = "1")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private Optional<Path> json;

    /** Which network. */
    private static final class Source {
        @Option(
                names = "--run",
                paramLabel = "DIR",
                required = true,
                description = "folder of a training run: its best epoch")
        private Optional<Path> run;

        @Option(names = "--network", paramLabel = "NAME", required = true, description = "a network with fresh weights")
        private Optional<String> network;
    }

    @Override
    public Integer call() throws IOException, UnusableDataSetException, TrainingFailedException {
        BalancedChoice choice = choice();
        Subject subject = subject();
        ExplainedNetwork network = new ExplainedNetwork(subject.network, subject.architecture.input());
        List<LayerMaps> sources = sources(network.layers());
        Files.createDirectories(out); // where this fails, it does before the work
        LoadedImages loaded = images.load(subject.architecture.input(), Set.of());
        ImageSet chosen = choice.from(loaded.images());
        RemovalStudy study = new RemovalStudy(network, sources, seed);
        List<ExplainedImage> explained = explain(study, chosen);
        ExplanationReport report = new ExplanationReport(
                subject.architecture.name(),
                Weights.sha256(subject.network),
                DataSetHash.ofLabelled(chosen.images()),
                loaded.split().map(Object::toString),
                explained.size(),
                explained.stream().filter(ExplainedImage::isRight).count() / (double) explained.size(),
                remove(study, explained),
                randomise(subject, network, sources, explained));
        write(new ExplanationPage(report, sources), explained);
        if (json.isPresent()) {
            JsonFile.write(report, json.get());
        }
        PrintWriter stdout = spec.commandLine().getOut();
        ExplanationTable.print(report, stdout);
        stdout.println(out.resolve("index.html"));
        stdout.flush();
        return ExitCode.OK;
    }

    private record Subject(Architecture architecture, ComputationGraph network) {}

    private Subject subject() throws IOException, TrainingFailedException {
        if (source.run.isPresent()) {
            RunFolder run = RunFolder.existing(source.run.get());
            return new Subject(run.plan().architecture(), run.best());
        }
        try {
            Architecture architecture = Architectures.named(source.network.orElseThrow());
            return new Subject(architecture, architecture.create(Optimiser.plain(), seed));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<LayerMaps> sources(List<String> known) {
        List<String> asked = layers.isEmpty() ? List.of(known.get(known.size() - 1)) : layers;
        for (String layer : asked) {
            if (!known.contains(layer)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no feature map '%s': one of %s".formatted(layer, String.join(", ", known)));
            }
        }
        return asked.stream()
                .flatMap(layer -> methods.stream().map(method -> new LayerMaps(method, layer)))
                .distinct()
                .toList();
    }

    private BalancedChoice choice() {
        if (shown < 1) {
            throw new ParameterException(spec.commandLine(), "--shown: at least one image expected, found " + shown);
        }
        try {
            return new BalancedChoice(count, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--images: " + e.getMessage(), e);
        }
    }

    private static List<ExplainedImage> explain(RemovalStudy study, ImageSet chosen) {
        try (ProgressBar bar = Progress.ofImages("Explain", chosen.images().size())) {
            return study.explain(chosen, bar::stepBy);
        }
    }

    private static List<Faithfulness> remove(RemovalStudy study, List<ExplainedImage> explained) {
        try (ProgressBar bar = Progress.ofImages("Remove", explained.size())) {
            return study.measure(explained, bar::step);
        }
    }

    /** Its seeds are not those of a network with fresh weights, which would be compared with itself. */
    private List<SanityCheck> randomise(
            Subject subject, ExplainedNetwork network, List<LayerMaps> sources, List<ExplainedImage> explained) {
        Randomisation randomisation =
                new Randomisation(network, draw -> subject.architecture.create(Optimiser.plain(), seed + draw));
        try (ProgressBar bar = Progress.ofImages("Randomise", (long) randomisation.steps() * explained.size())) {
            return randomisation.check(sources, explained, bar::stepBy);
        }
    }

    private void write(ExplanationPage page, List<ExplainedImage> explained) throws IOException {
        List<ExplainedImage> first = explained.subList(0, Math.min(shown, explained.size()));
        AtomicFiles.write(out.resolve("gallery.png"), part -> Files.write(part, page.png(first)));
        AtomicFiles.write(out.resolve("index.html"), part -> Files.writeString(part, page.html(first)));
    }
}
