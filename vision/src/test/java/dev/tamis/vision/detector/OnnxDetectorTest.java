package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxGraph;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxDetectorTest {
    @TempDir
    Path folder;

    @Test
    void scoresEachImageOfABatchInOrder() throws Exception {
        List<RgbImage> images = List.of(grey(90), grey(128), grey(160));
        try (OnnxDetector detector = fixture()) {
            List<Detection> detections = detector.detect(images);

            assertThat(detections).hasSameSizeAs(images);
            for (int i = 0; i < images.size(); i++) {
                assertThat(detections.get(i).score())
                        .isCloseTo(1 - FixtureDetector.probabilityReal(images.get(i)), within(1e-6));
            }
        }
    }

    @Test
    void givesEachImageItsOwnHeatMap() throws Exception {
        RgbImage halfWhite = grey(0);
        Arrays.fill(halfWhite.rgb(), 0, halfWhite.rgb().length / 2, (byte) 255);
        try (OnnxDetector detector = fixture()) {
            Heatmap map = detector.detect(List.of(grey(0), halfWhite)).get(1).heatmap();

            assertThat(map.width()).isEqualTo(32);
            assertThat(map.height()).isEqualTo(32);
            assertThat(Arrays.copyOf(map.values(), 512)).containsOnly(1f);
            assertThat(Arrays.copyOfRange(map.values(), 512, 1024)).containsOnly(0f);
        }
    }

    @Test
    void scoresTheSameInBatchesOfAnySize() throws Exception {
        try (OnnxDetector detector = fixture()) {
            double alone = detector.detect(List.of(grey(120))).get(0).score();
            List<RgbImage> many = Collections.nCopies(65, grey(120));

            assertThat(detector.detect(many))
                    .allSatisfy(detection -> assertThat(detection.score()).isCloseTo(alone, within(1e-7)));
            assertThat(detector.detect(List.of(grey(120))).get(0).score()).isEqualTo(alone);
        }
    }

    @Test
    void scoresTheSameInABatchThatIsFilledUp() throws Exception {
        List<RgbImage> images = List.of(grey(90), grey(128), grey(160));
        InferenceSettings filled = InferenceSettings.CPU.withFullBatch(8);
        try (OnnxDetector detector = fixture();
                OnnxDetector full = OnnxDetector.load(FixtureDetector.model(), "fixture", filled)) {
            full.detect(Collections.nCopies(8, grey(255))); // which then lies behind the others

            List<Detection> found = full.detect(images);
            assertThat(found).hasSameSizeAs(images);
            for (int i = 0; i < images.size(); i++) {
                assertThat(found.get(i).score())
                        .isCloseTo(detector.detect(images).get(i).score(), within(1e-7));
                assertThat(found.get(i).heatmap().values())
                        .isEqualTo(detector.detect(images).get(i).heatmap().values());
            }
            assertThat(full.detect(Collections.nCopies(9, grey(90)))).hasSize(9);
        }
    }

    @Test
    void fillsUpWhatTheNetworkIsGiven() throws Exception {
        byte[] model = ofTheMean(ModelProto.parseFrom(FixtureDetector.model()));
        try (OnnxDetector detector = OnnxDetector.load(model, "mean");
                OnnxDetector full = OnnxDetector.load(model, "mean", InferenceSettings.CPU.withFullBatch(8))) {
            full.detect(Collections.nCopies(8, grey(160))); // of which seven are left behind the next

            assertThat(full.detect(List.of(grey(90))).get(0).score())
                    .isNotCloseTo(detector.detect(List.of(grey(90))).get(0).score(), within(1e-3));
        }
    }

    /** A network that sees the mean of a batch in the place of each of its images. */
    private static byte[] ofTheMean(ModelProto model) {
        OnnxGraph graph = new OnnxGraph(model.getGraph().toBuilder().clearNode().build());
        graph.node("mean", "ReduceMean", List.of("image", graph.integers("images_axis", 0)));
        graph.node("nothing", "Sub", List.of("image", "image"));
        graph.node("means", "Add", List.of("nothing", "mean"));
        GraphProto.Builder all = graph.toProto().toBuilder();
        for (NodeProto node : model.getGraph().getNodeList()) {
            NodeProto.Builder renamed = node.toBuilder().clearInput();
            node.getInputList().forEach(name -> renamed.addInput(name.equals("image") ? "means" : name));
            all.addNode(renamed);
        }
        return model.toBuilder().setGraph(all).build().toByteArray();
    }

    @Test
    void knowsWhatItsFileSays() throws Exception {
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);
        try (OnnxDetector detector = OnnxDetector.load(file)) {
            assertThat(detector.metadata()).isEqualTo(FixtureDetector.METADATA);
            assertThat(detector.sha256()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void refusesAnImageOfAnotherSizeAndAnEmptyBatch() throws Exception {
        try (OnnxDetector detector = fixture()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> detector.detect(List.of(new RgbImage(1, 1, new byte[3]))))
                    .withMessage("32 x 32 pixels expected, found 1 x 1");
            assertThatIllegalArgumentException().isThrownBy(() -> detector.detect(List.of()));
        }
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path file = folder.resolve("absent.onnx");

        assertThatThrownBy(() -> OnnxDetector.load(file))
                .isInstanceOf(UnusableDetectorException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFileThatIsNoModel() {
        assertRefused("not a model".getBytes(StandardCharsets.UTF_8)).hasMessageContaining("protobuf");
    }

    @Test
    void refusesAModelOfAnotherPreprocessing() {
        Map<String, String> properties = new HashMap<>(FixtureDetector.METADATA.toProperties());
        properties.put("tamis.preprocess.fingerprint", "0123");

        assertRefused(FixtureDetector.model(FixtureDetector.graph(), properties))
                .hasMessageContaining(FixtureDetector.METADATA.preprocessing().fingerprint())
                .hasMessageContaining("found 0123");
    }

    @Test
    void refusesAModelWithoutMetadata() {
        assertRefused(FixtureDetector.model(FixtureDetector.graph(), Map.of()))
                .hasMessageContaining("property tamis.id expected, not found");
    }

    @Test
    void refusesAModelOfAnotherInputSize() {
        GraphProto.Builder graph = FixtureDetector.graph();
        graph.setInput(0, FixtureDetector.floats("image", 3, 64, 64));
        graph.setOutput(1, FixtureDetector.floats("heatmap", 64, 64));

        assertRefused(graph)
                .hasMessageContaining("image: shape [-1, 3, 32, 32] expected")
                .hasMessageContaining("found [-1, 3, 64, 64]");
    }

    @Test
    void refusesAModelWithoutHeatMap() {
        GraphProto.Builder graph = FixtureDetector.graph().removeOutput(1);

        assertRefused(graph).hasMessageContaining("heatmap expected, found [probability_real]");
    }

    @Test
    void refusesAtLoadANetworkThatGivesNoNumber() {
        GraphProto.Builder graph = FixtureDetector.graph();
        int sigmoid = graph.getNodeCount() - 1;
        graph.setNode(sigmoid, FixtureDetector.node("Sqrt", List.of("logit"), "probability_real"));

        assertRefused(graph).hasMessageContaining("probability_real").hasMessageContaining("NaN");
    }

    @Test
    void runsOnTheCpuUnlessToldOtherwise() throws Exception {
        try (OnnxDetector detector = fixture()) {
            assertThat(detector.device()).isEqualTo(ExecutionDevice.CPU);
            assertThat(detector.fallback()).isEmpty();
        }
    }

    @Test
    void saysWhyItFallsBackToTheCpu() throws Exception {
        assumeTrue(cudaProblem().isPresent(), "CUDA works here");
        try (OnnxDetector cpu = fixture();
                OnnxDetector detector = load(ExecutionDevice.AUTO)) {
            assertThat(detector.device()).isEqualTo(ExecutionDevice.CPU);
            assertThat(detector.fallback()).isEqualTo(cudaProblem());
            assertThat(detector.detect(List.of(grey(120))).get(0).score())
                    .isEqualTo(cpu.detect(List.of(grey(120))).get(0).score());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUDA", "TENSORRT"})
    void refusesADeviceThatItDoesNotHaveAndSaysWhatToDo(ExecutionDevice device) {
        assumeFalse(OnnxDetector.availableProviders().contains("CUDA"), "built with -Pgpu");

        assertThatThrownBy(() -> load(device))
                .isInstanceOf(UnusableDetectorException.class)
                .hasMessageStartingWith("detector fixture on " + device + ": this build of ONNX Runtime has no ")
                .hasMessageEndingWith("; Tamis built with -Pgpu has it");
    }

    @Test
    void refusesABrokenModelOnAnyDeviceAsOnTheCpu() {
        byte[] model = "not a model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> OnnxDetector.load(model, "broken", InferenceSettings.on(ExecutionDevice.AUTO)))
                .isInstanceOf(UnusableDetectorException.class)
                .hasMessageStartingWith("detector broken: ")
                .hasMessageContaining("protobuf");
    }

    @Test
    void scoresAsAloneWhereThreadsShareOneSession() throws Exception {
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);
        List<RgbImage> images =
                IntStream.range(0, 256).mapToObj(OnnxDetectorTest::grey).toList();
        List<Detection> alone;
        try (OnnxDetector detector = OnnxDetector.load(file)) {
            alone = detector.detect(images);
        }
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Detection>>> shared = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                shared.add(executor.submit(() -> {
                    List<Detection> last = List.of();
                    for (int round = 0; round < 8; round++) {
                        try (OnnxDetector detector = OnnxDetector.loadShared(file, InferenceSettings.CPU)) {
                            last = detector.detect(images);
                        }
                    }
                    return last;
                }));
            }
            for (Future<List<Detection>> detections : shared) {
                assertThat(detections.get())
                        .extracting(Detection::score)
                        .isEqualTo(alone.stream().map(Detection::score).toList());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void keepsASharedSessionForTheOthers() throws Exception {
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);
        OnnxDetector first = OnnxDetector.loadShared(file, InferenceSettings.CPU);
        try (OnnxDetector second = OnnxDetector.loadShared(file, InferenceSettings.CPU)) {
            first.close();
            first.close();

            assertThat(second.detect(List.of(grey(120)))).hasSize(1);
            assertThat(second.sha256()).isEqualTo(first.sha256());
            assertThatIllegalStateException()
                    .isThrownBy(() -> first.detect(List.of(grey(120))))
                    .withMessage("detector " + file + " is closed");
        }
    }

    @Test
    void knowsTheProvidersOfTheRuntime() {
        assertThat(OnnxDetector.availableProviders()).contains("CPU");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(GraphProto.Builder graph) {
        return assertRefused(FixtureDetector.model(graph, FixtureDetector.METADATA.toProperties()));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(byte[] model) {
        return assertThatThrownBy(() -> OnnxDetector.load(model, "broken.onnx"))
                .isInstanceOf(UnusableDetectorException.class)
                .hasMessageStartingWith("detector broken.onnx: ");
    }

    private static OnnxDetector fixture() throws UnusableDetectorException {
        return OnnxDetector.load(FixtureDetector.model(), "fixture");
    }

    private static OnnxDetector load(ExecutionDevice device) throws UnusableDetectorException {
        return OnnxDetector.load(FixtureDetector.model(), "fixture", InferenceSettings.on(device));
    }

    /** Why this machine cannot use CUDA, or nothing where it can. */
    private static Optional<String> cudaProblem() {
        try {
            load(ExecutionDevice.CUDA).close();
            return Optional.empty();
        } catch (UnusableDetectorException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static RgbImage grey(int value) {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(32, 32, rgb);
    }
}
