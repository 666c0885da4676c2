package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.DataSetImporter;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.network.Optimiser;
import dev.tamis.training.network.Recipe;
import dev.tamis.training.network.Recipe.Augmentation;
import dev.tamis.training.network.Recipe.Schedule;
import dev.tamis.training.network.Weights;
import dev.tamis.training.train.TrainingPlan.TestTwins;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerTest {
    private static final TrainingPlan PLAN = plan(3, 0);
    private static final Preprocessor PREPROCESSOR = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static ImagePack pack;

    @BeforeAll
    static void pack() throws IOException, UnusableDataSetException {
        PaintedDataSet.paint(data.resolve("images"), 60);
        Path file = data.resolve("pack");
        new DataSetImporter(PREPROCESSOR, () -> {})
                .run(ImageSource.of(data.resolve("images")), EnumSet.allOf(Split.class), file);
        pack = ImagePack.open(file, PreprocessSpec.CIFAKE);
    }

    @Test
    void goesOnAfterAKillToTheSameNetwork() throws IOException, TrainingFailedException {
        RunFolder whole = open("whole");
        trainer().run(whole, new Recorder());

        Recorder killed = new Recorder(2);
        assertThatIllegalStateException().isThrownBy(() -> trainer().run(open("killed"), killed));
        Recorder resumed = new Recorder();
        trainer().run(open("killed"), resumed);

        assertThat(killed.epochs).containsExactly(1);
        assertThat(resumed.epochs).containsExactly(2, 3);
        assertThat(open("killed").log())
                .extracting(EpochRecord::validationLoss)
                .isEqualTo(whole.log().stream().map(EpochRecord::validationLoss).toList());
        assertThat(open("killed").best().params()).isEqualTo(whole.best().params());
        assertThat(open("killed").latest().orElseThrow().network().params())
                .isEqualTo(whole.latest().orElseThrow().network().params());
    }

    @Test
    void averagesOnAfterAKillToTheSameNetwork() throws IOException, TrainingFailedException {
        TrainingPlan plan = plan(3, 0.9);
        RunFolder whole = RunFolder.open(folder.resolve("whole"), plan, "data");
        new Trainer(plan, pack, Optional.empty()).run(whole, new Recorder());
        assertThatIllegalStateException()
                .isThrownBy(() -> new Trainer(plan, pack, Optional.empty())
                        .run(RunFolder.open(folder.resolve("killed"), plan, "data"), new Recorder(3)));
        RunFolder killed = RunFolder.open(folder.resolve("killed"), plan, "data");
        new Trainer(plan, pack, Optional.empty()).run(killed, new Recorder());

        assertThat(killed.latestJudged().params())
                .isEqualTo(whole.latestJudged().params());
        assertThat(killed.latest().orElseThrow().network().params())
                .isEqualTo(whole.latest().orElseThrow().network().params())
                .isNotEqualTo(whole.latestJudged().params());
    }

    @Test
    void startsFromGivenWeights() throws IOException, TrainingFailedException {
        RunFolder first = open("first");
        trainer().run(first, new Recorder());
        ComputationGraph weights = first.best();
        TrainingPlan plan =
                new TrainingPlan("4x1-d4", Weights.sha256(weights), plan(1, 0).recipe(), 0.2, TestTwins.LEFT_OUT, 1);
        RunFolder second = RunFolder.open(folder.resolve("second"), plan, "data");
        new Trainer(plan, pack, Optional.of(weights)).run(second, new Recorder());

        assertThat(second.log().get(0).trainingLoss())
                .isLessThan(first.log().get(0).trainingLoss());
        assertThat(RunFolder.existing(folder.resolve("first")).best().params()).isEqualTo(weights.params());
    }

    @Test
    void keepsItsShareOfTheStart() throws IOException, TrainingFailedException {
        RunFolder first = open("first");
        trainer().run(first, new Recorder());
        ComputationGraph start = first.best();

        INDArray alone = goneOn("alone", start, 0).params();
        INDArray kept = goneOn("kept", start, 0.25).params();

        assertThat(kept)
                .isEqualTo(alone.mul(0.75).add(start.params().mul(0.25)))
                .isNotEqualTo(alone);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TrainingPlan("4x1-d4", TrainingPlan.FRESH, keeping(0.25), 0.2, TestTwins.LEFT_OUT, 1))
                .withMessageContaining("starts afresh");
    }

    private ComputationGraph goneOn(String run, ComputationGraph start, double keptStart)
            throws IOException, TrainingFailedException {
        TrainingPlan plan =
                new TrainingPlan("4x1-d4", Weights.sha256(start), keeping(keptStart), 0.2, TestTwins.LEFT_OUT, 1);
        new Trainer(plan, pack, Optional.of(start))
                .run(RunFolder.open(folder.resolve(run), plan, "data"), new Recorder());
        return RunFolder.existing(folder.resolve(run)).best();
    }

    private static Recipe keeping(double keptStart) {
        return new Recipe(
                1, 16, Optimiser.Method.ADAM, 0.01, Schedule.COSINE, 0.01, 0.1, 0, Augmentation.SHIFT, 0, keptStart);
    }

    @Test
    void saysWhereThereIsNoRunToStartFrom() {
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> RunFolder.existing(folder))
                .withMessageContaining(folder + " holds no run");
    }

    @Test
    void learnsThePaintedClasses() throws IOException, TrainingFailedException {
        RunFolder run = open("run");
        trainer().run(run, new Recorder());

        List<EpochRecord> log = run.log();
        assertThat(log).hasSize(3);
        assertThat(log.get(2).trainingLoss()).isLessThan(log.get(0).trainingLoss());
    }

    @Test
    void doesNothingMoreOnceTheLastEpochIsKept() throws IOException, TrainingFailedException {
        trainer().run(open("run"), new Recorder());
        Recorder again = new Recorder();
        trainer().run(open("run"), again);

        assertThat(again.epochs).isEmpty();
    }

    @Test
    void endsEarlyWhereNothingGetsBetter() throws IOException, TrainingFailedException {
        Recipe standing =
                new Recipe(9, 16, Optimiser.Method.SGD, 1e-30, Schedule.CONSTANT, 0, 0, 0, Augmentation.NONE, 2, 0);
        TrainingPlan plan = new TrainingPlan("4x1-d4", TrainingPlan.FRESH, standing, 0.2, TestTwins.LEFT_OUT, 1);
        RunFolder run = RunFolder.open(folder.resolve("run"), plan, "data");
        new Trainer(plan, pack, Optional.empty()).run(run, new Recorder());
        Recorder again = new Recorder();
        new Trainer(plan, pack, Optional.empty()).run(run, again);

        assertThat(run.log()).hasSize(1 + 2);
        assertThat(again.epochs).isEmpty();
    }

    @Test
    void keepsTheNetworksOfTheLatestAndTheBestEpochOnly() throws IOException, TrainingFailedException {
        RunFolder run = open("run");
        trainer().run(run, new Recorder());

        int best = RunFolder.best(run.log()).epoch();
        try (Stream<Path> kept = Files.list(folder.resolve("run/checkpoints"))) {
            assertThat(kept.map(file -> file.getFileName().toString()).distinct())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(best, 3)
                            .distinct()
                            .map(epoch -> "epoch-" + epoch + ".zip")
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoints/epoch-3.zip", "training-log.jsonl"})
    void namesTheFileThatIsHalfWrittenAndLeavesIt(String name) throws IOException, TrainingFailedException {
        RunFolder run = open("run");
        trainer().run(run, new Recorder());
        Path file = folder.resolve("run").resolve(name);
        byte[] half = Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2));
        Files.write(file, half);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open("run").latest())
                .withMessageStartingWith(file.toString())
                .withMessageContaining("damaged");
        assertThat(file).hasBinaryContent(half);
    }

    @Test
    void namesTheCheckpointThatCannotBeWrittenAndGoesOnOnceItCan() throws IOException, TrainingFailedException {
        RunFolder run = open("run");
        Path blocked = Files.createDirectories(folder.resolve("run/checkpoints/epoch-2.zip/in the way"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trainer().run(run, new Recorder()))
                .withMessageStartingWith("cannot write " + blocked.getParent());
        assertThat(run.log()).hasSize(1);
        Files.delete(blocked);
        Files.delete(blocked.getParent());
        trainer().run(open("run"), new Recorder());
        assertThat(run.log()).hasSize(3);
    }

    @Test
    void stopsAHopelessTrainingUnlessAskedNotTo() throws IOException, TrainingFailedException {
        Recipe recipe =
                new Recipe(6, 1, Optimiser.Method.SGD, 1e-9, Schedule.CONSTANT, 0, 0, 0, Augmentation.NONE, 0, 0);
        TrainingPlan plan = new TrainingPlan("4x1-d4", TrainingPlan.FRESH, recipe, 0.2, TestTwins.LEFT_OUT, 1);
        Trainer trainer = new Trainer(plan, pack, Optional.empty());
        RunFolder stopped = RunFolder.open(folder.resolve("stopped"), plan, "data");
        RunFolder finished = RunFolder.open(folder.resolve("finished"), plan, "data");

        assertThatExceptionOfType(HopelessTrainingException.class)
                .isThrownBy(() -> trainer.run(stopped, Hopeless.STOPPED, new Recorder()));
        trainer.run(finished, Hopeless.FINISHED, new Recorder());
        assertThat(finished.log()).hasSize(6);
    }

    @Test
    void refusesAFolderOfAnotherRun() throws IOException, TrainingFailedException {
        open("run");
        TrainingPlan other = plan(4, 0);

        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> RunFolder.open(folder.resolve("run"), other, "data"))
                .withMessageContaining("holds another run");
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> RunFolder.open(folder.resolve("run"), PLAN, "other data"));
    }

    private RunFolder open(String run) throws IOException, TrainingFailedException {
        return RunFolder.open(folder.resolve(run), PLAN, "data");
    }

    private static TrainingPlan plan(int epochs, double averaging) {
        Recipe recipe = new Recipe(
                epochs,
                16,
                Optimiser.Method.ADAM,
                0.01,
                Schedule.COSINE,
                0.01,
                0.1,
                averaging,
                Augmentation.SHIFT,
                0,
                0);
        return new TrainingPlan("4x1-d4", TrainingPlan.FRESH, recipe, 0.2, TestTwins.LEFT_OUT, 1);
    }

    private static Trainer trainer() throws TrainingFailedException {
        return new Trainer(PLAN, pack, Optional.empty());
    }

    /** Remembers the epochs kept, and may end the training in one, as a kill would. */
    private static final class Recorder implements TrainingListener {
        private final List<Integer> epochs = new ArrayList<>();
        private final int fatalEpoch;

        Recorder() {
            this(0);
        }

        Recorder(int fatalEpoch) {
            this.fatalEpoch = fatalEpoch;
        }

        @Override
        public void onBatch(int epoch, int images, double loss) {
            if (epoch == fatalEpoch) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void onEpoch(EpochRecord epoch) {
            epochs.add(epoch.epoch());
        }
    }
}
