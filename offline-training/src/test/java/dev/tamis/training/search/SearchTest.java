package dev.tamis.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.DataSetImporter;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.EpochRecord;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.training.train.TrainingListener;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final SearchPlan PLAN = new SearchPlan(Topology.parse("32x2"), 2, 0.2, 1);
    private static final List<String> LEFT = List.of("16x1", "16x2", "16x3");

    @TempDir
    Path folder;

    @Test
    void trainsWhatTheLogLacksAndKeepsOnlyTheLog()
            throws IOException, UnusableDataSetException, TrainingFailedException {
        TrialLog log = allBut(LEFT);
        Files.writeString(folder.resolve("trials.jsonl"), "{\"topology\":\"16x1\",\"epo", StandardOpenOption.APPEND);
        Recorder recorder = new Recorder();
        new Search(PLAN, pack(), folder).run(2, recorder);

        assertThat(recorder.done).containsExactlyInAnyOrderElementsOf(LEFT);
        assertThat(log.of(PLAN)).hasSize(36);
        assertThat(log.of(PLAN).subList(33, 36)).allSatisfy(trial -> {
            assertThat(trial.stopped()).isEmpty();
            assertThat(trial.result().orElseThrow().test().accuracy()).isBetween(0.0, 1.0);
        });
        assertThat(folder.resolve("trials")).isEmptyDirectory();
    }

    @Test
    void saysWhereEachTrialStands() throws IOException {
        allBut(LEFT);

        List<TrialState> states = TrialState.of(PLAN, folder);
        assertThat(states).hasSize(36);
        assertThat(states.get(0)).isEqualTo(new TrialState(Topology.parse("16x1"), "waits"));
        assertThat(states.get(3).description()).contains("test accuracy 0.9000");
    }

    @Test
    void countsOnlyTrialsOfThePlan() throws IOException {
        TrialLog log = allBut(LEFT);

        assertThat(log.of(new SearchPlan(Topology.parse("32x2"), 3, 0.2, 1))).isEmpty();
        assertThat(log.of(new SearchPlan(Topology.parse("64x2"), 2, 0.2, 1))).hasSize(9);
    }

    private TrialLog allBut(List<String> left) throws IOException {
        TrialLog log = TrialLog.in(folder);
        Trial.Figures figures = new Trial.Figures(0.9, 0.3, 0.8, 0.7, 0.6);
        for (Topology topology : PLAN.topologies()) {
            if (!left.contains(topology.toString())) {
                log.add(new Trial(
                        topology.toString(),
                        2,
                        1,
                        Optional.empty(),
                        Optional.of(new Trial.Result(1000, 2, figures, figures))));
            }
        }
        return log;
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
