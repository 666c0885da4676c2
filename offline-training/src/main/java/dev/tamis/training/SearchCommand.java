package dev.tamis.training;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.FolderLock;
import dev.tamis.training.network.Topology;
import dev.tamis.training.search.Search;
import dev.tamis.training.search.SearchFolder;
import dev.tamis.training.search.SearchListener;
import dev.tamis.training.search.SearchPlan;
import dev.tamis.training.search.SearchReport;
import dev.tamis.training.search.Trial;
import dev.tamis.training.search.TrialState;
import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.Hopeless;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingListener;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis search}: the 36 topologies of Bird and Lotfi. */
@Command(
        name = "search",
        description = "Trains the 36 topologies of Bird and Lotfi (2024); the same command goes on after a kill.",
        sortOptions = false,
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--status", description = "only print the state of the 36 trials of the search in --out")
    private boolean status;

    @Option(names = "--data", paramLabel = "PACK", description = "what dataset import wrote")
    private Optional<Path> data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder of the trial log and of the unfinished trials",
            defaultValue = "${sys:tamis.home:-.}/offline-training/search")
    private Path out;

    @Option(names = "--epochs", description = "passes of each trial over the training images", defaultValue = "3")
    private int epochs;

    @Option(
            names = "--extractor",
            paramLabel = "FILTERSxLAYERS",
            description = "feature extractor of the second stage; the paper's by default",
            defaultValue = "32x2")
    private String extractor;

    @Option(names = "--parallel", description = "trials at once, each on one thread", defaultValue = "2")
    private int parallel;

    @Option(names = "--validation", description = "share of the train split kept for choosing", defaultValue = "0.05")
    private double validation;

    @Option(names = "--seed", description = "of every trial", defaultValue = "1")
    private long seed;

    @Option(
            names = "--hopeless",
            description =
                    "trials that are no better than guessing after 500 steps and more are ${COMPLETION-CANDIDATES}",
            defaultValue = "stopped")
    private Hopeless hopeless;

    @Override
    public Integer call() throws IOException, UnusableDataSetException, TrainingFailedException {
        SearchPlan plan = plan();
        if (!status) {
            search(plan);
        }
        Optional<SearchFolder> folder = SearchFolder.existing(out);
        print(
                folder.isPresent()
                        ? folder.get().states()
                        : plan.topologies().stream().map(TrialState::waiting).toList());
        if (!status) {
            Path report = out.resolve("tables.md");
            String tables = new SearchReport(plan, folder.orElseThrow().done()).toMarkdown();
            AtomicFiles.write(report, part -> Files.writeString(part, tables));
            spec.commandLine().getOut().println(report);
        }
        return ExitCode.OK;
    }

    private void search(SearchPlan plan) throws IOException, UnusableDataSetException, TrainingFailedException {
        Path file = data.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "Missing required option: '--data=PACK'"));
        ImagePack pack = ImagePack.open(file, PreprocessSpec.CIFAKE);
        try (FolderLock alone = FolderLock.of(out)) {
            run(new Search(SearchFolder.open(out, plan, DataSetHash.of(pack.images())), pack));
        }
    }

    private void run(Search search) throws IOException, TrainingFailedException {
        try (ProgressBar bar = Progress.ofImages("Search", search.imagesLeft())) {
            search.run(parallel, new Reporter(bar, spec.commandLine().getOut()));
        }
    }

    private void print(List<TrialState> states) {
        PrintWriter stdout = spec.commandLine().getOut();
        for (TrialState state : states) {
            stdout.printf("%-14s %s%n", state.topology(), state.description());
        }
        stdout.printf(
                "%d of %d trials are done%n",
                states.stream().filter(TrialState::isDone).count(), states.size());
    }

    private SearchPlan plan() {
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel must be at least 1, not " + parallel);
        }
        try {
            return new SearchPlan(Topology.parse(extractor), epochs, validation, seed, hopeless);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Shows each step on the bar and prints each trial. */
    private record Reporter(ProgressBar bar, PrintWriter stdout) implements SearchListener {
        @Override
        public TrainingListener ofTraining(Topology topology) {
            return new TrainingListener() {
                @Override
                public void onBatch(int epoch, int images, double loss) {
                    bar.stepBy(images);
                }

                @Override
                public void onEpoch(EpochRecord epoch) {
                    bar.setExtraMessage(" " + topology);
                }
            };
        }

        @Override
        public void onTrial(Trial trial) {
            Progress.printLine(stdout, "%-14s %s".formatted(trial.topology(), trial.description()));
        }
    }
}
