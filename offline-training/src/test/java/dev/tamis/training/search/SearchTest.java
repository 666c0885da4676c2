package dev.tamis.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.DataSetImporter;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.Hopeless;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingListener;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final SearchPlan PLAN = new SearchPlan(Topology.parse("32x2"), 2, 0.2, 1, Hopeless.STOPPED);
    private static final List<String> LEFT = List.of("16x1", "16x2", "16x3");

    @TempDir
    Path folder;

    @Test
    void trainsWhatTheLogLacksAndKeepsOnlyTheLog()
            throws IOException, UnusableDataSetException, TrainingFailedException {
        Search search = new Search(SearchFolder.open(folder, PLAN, "data"), pack());
        addAllBut(LEFT);
        Files.writeString(folder.resolve("trials.jsonl"), "{\"topology\":\"16x1\",\"epo", StandardOpenOption.APPEND);
        Recorder recorder = new Recorder();
        search.run(2, recorder);

        List<Trial> done = SearchFolder.existing(folder).orElseThrow().done();
        assertThat(recorder.done).containsExactlyInAnyOrderElementsOf(LEFT);
        assertThat(done).hasSize(36);
        assertThat(done.subList(33, 36)).allSatisfy(trial -> {
            assertThat(trial.stopped()).isEmpty();
            assertThat(trial.result().orElseThrow().test().accuracy()).isBetween(0.0, 1.0);
        });
        assertThat(folder.resolve("trials")).isEmptyDirectory();
    }

    @Test
    void saysWhereEachTrialStands() throws IOException, TrainingFailedException {
        assertThat(SearchFolder.existing(folder)).isEmpty();
        SearchFolder search = SearchFolder.open(folder, PLAN, "data");
        addAllBut(LEFT);

        List<TrialState> states = search.states();
        assertThat(states).hasSize(36);
        assertThat(states.get(0)).isEqualTo(TrialState.waiting(Topology.parse("16x1")));
        assertThat(states.get(3).isDone()).isTrue();
        assertThat(states.get(3).description()).contains("test accuracy 0.9000");
    }

    @Test
    void goesOnOnlyAsTheSameSearch() throws IOException, TrainingFailedException {
        SearchFolder.open(folder, PLAN, "data");
        SearchPlan longer = new SearchPlan(Topology.parse("32x2"), 3, 0.2, 1, Hopeless.STOPPED);

        assertThat(SearchFolder.open(folder, PLAN, "data").plan()).isEqualTo(PLAN);
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> SearchFolder.open(folder, longer, "data"))
                .withMessageContainingAll(folder.toString(), "choose another --out", "epochs was 2, not 3");
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> SearchFolder.open(folder, PLAN, "others"))
                .withMessageContainingAll(folder.toString(), "data was data, not others");
    }

    @Test
    void namesTheLineOfTheLogThatIsDamaged() throws IOException, TrainingFailedException {
        SearchFolder search = SearchFolder.open(folder, PLAN, "data");
        addAllBut(LEFT);
        Path log = folder.resolve("trials.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(4, lines.get(4).substring(20));
        Files.write(log, lines);

        assertThatIOException().isThrownBy(search::done).withMessageContaining(log + " is damaged in line 5");
        lines.set(4, lines.get(3));
        Files.write(log, lines);
        assertThatIOException().isThrownBy(search::done).withMessageContaining("line 5: a second trial of 64x1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.2", "2, 0", "2, 1"})
    void refusesWhatNoTrainingCouldBeMadeOf(int epochs, double validationShare) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SearchPlan(Topology.parse("32x2"), epochs, validationShare, 1, Hopeless.STOPPED));
    }

    private void addAllBut(List<String> left) throws IOException {
        SearchFolder search = SearchFolder.existing(folder).orElseThrow();
        Trial.Figures figures = new Trial.Figures(0.9, 0.3, 0.8, 0.7, 0.6);
        for (Topology topology : PLAN.topologies()) {
            if (!left.contains(topology.toString())) {
                search.add(new Trial(
                        topology.toString(),
                        Optional.empty(),
                        Optional.of(new Trial.Result(1000, 2, figures, figures))));
            }
        }
    }

    private ImagePack pack() throws IOException, UnusableDataSetException {
        PaintedDataSet.paint(folder.resolve("images"), 40);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        new DataSetImporter(preprocessor, () -> {})
                .run(ImageSource.of(folder.resolve("images")), EnumSet.allOf(Split.class), folder.resolve("pack"));
        return ImagePack.open(folder.resolve("pack"), PreprocessSpec.CIFAKE);
    }

    private static final class Recorder implements SearchListener {
        private final Queue<String> done = new ConcurrentLinkedQueue<>();

        @Override
        public TrainingListener ofTraining(Topology topology) {
            return new TrainingListener() {
                @Override
                public void onBatch(int epoch, int images, double loss) {}

                @Override
                public void onEpoch(EpochRecord epoch) {}
            };
        }

        @Override
        public void onTrial(Trial trial) {
            done.add(trial.topology());
        }
    }
}
