package dev.tamis.training.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.tamis.training.foreign.Answers.Person;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportPlanTest {
    private static final Map<String, String> SUFFICIENT =
            Map.of("--channel-order", "bgr", "--mean", "0.406,0.456,0.485", "--std", "0.2", "--classes", "fake,real");

    @TempDir
    private Path folder;

    @Test
    void readsFromTheGraphWhatItSays() throws Exception {
        assertThat(plan(ForeignNetworks.keras(), SUFFICIENT, Person.NOBODY))
                .isEqualTo(new ImportPlan(
                        "test",
                        new PreprocessSpec(
                                224,
                                224,
                                Layout.NHWC,
                                ChannelOrder.BGR,
                                List.of(0.406f, 0.456f, 0.485f),
                                List.of(0.2f, 0.2f, 0.2f)),
                        Classes.parse("fake,real"),
                        Values.PROBABILITY));
    }

    @Test
    void namesEachOptionThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(ForeignNetworks.tensorflow(), Map.of("--mean", "0"), Person.NOBODY))
                .withMessageContainingAll("--layout", "--input-size", "--channel-order", "--std", "--classes")
                .withMessageNotContainingAny("--mean", "--output");
    }

    @Test
    void takesASizeThatTheGraphLeavesOpen() throws Exception {
        Map<String, String> answers = new HashMap<>(SUFFICIENT);
        answers.putAll(Map.of("--layout", "nhwc", "--input-size", "160x128"));

        PreprocessSpec input =
                plan(ForeignNetworks.tensorflow(), answers, Person.NOBODY).input();

        assertThat(input.width()).isEqualTo(160);
        assertThat(input.height()).isEqualTo(128);
    }

    @Test
    void refusesAnAnswerThatContradictsTheGraph() {
        Map<String, String> answers = new HashMap<>(SUFFICIENT);
        answers.put("--input-size", "128");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(ForeignNetworks.keras(), answers, Person.NOBODY))
                .withMessage("--input-size: the graph says 224x224, found 128x128");
    }

    @Test
    void refusesAnAnswerThatIsNone() {
        Map<String, String> answers = new HashMap<>(SUFFICIENT);
        answers.put("--classes", "fake,unreal");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(ForeignNetworks.keras(), answers, Person.NOBODY))
                .withMessage("--classes: real, fake, \"real,fake\" or \"fake,real\" expected, found fake,unreal");
    }

    @Test
    void asksAPersonAgainWhereAnAnswerIsNone() throws Exception {
        Map<String, String> answers = new HashMap<>(SUFFICIENT);
        answers.remove("--channel-order");
        Deque<String> said = new ArrayDeque<>(List.of("cmyk", "rgb"));

        ImportPlan plan = plan(ForeignNetworks.keras(), answers, question -> Optional.of(said.remove()));

        assertThat(plan.input().channelOrder()).isEqualTo(ChannelOrder.RGB);
        assertThat(said).isEmpty();
    }

    private ImportPlan plan(ModelProto model, Map<String, String> answers, Person person)
            throws IOException, UnusableDetectorException {
        Path file = folder.resolve("foreign.onnx");
        Files.write(file, model.toByteArray());
        return ImportPlan.of(ForeignModel.read(file), "test", new Answers(answers, person));
    }
}
