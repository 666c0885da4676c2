package dev.tamis.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The whole way on painted images: import, train, evaluate, and the file that comes out of it. */
class TrainingCliIT {
    @TempDir
    static Path folder;

    private static final StringWriter stdout = new StringWriter();
    private static final StringWriter stderr = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        PaintedDataSet.paint(folder.resolve("images"), 80);
        PaintedDataSet.paint(folder.resolve("small"), 12);

        assertThat(run("dataset", "import", path("images"), "--out", path("pack")))
                .isZero();
        assertThat(run(trainCommand("run", "--epochs", "4")))
                .as(() -> stderr.toString())
                .isZero();
    }

    @Test
    void learnsWhatWasPainted() throws IOException {
        assertThat(json("run/detector.json").at("/accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(stdout.toString()).contains("epoch  4", "parity on 160 images", "AUROC");
    }

    @Test
    void showsHowTheTrainingWentAndWhereTheNetworkLooks() throws IOException {
        assertThat(folder.resolve("run/training.html"))
                .content()
                .contains("<figcaption>Loss</figcaption>", "<figcaption>Accuracy</figcaption>", "Confusion matrix")
                .contains("ROC curve", "Reliability", "Twins of training images", "data:image/png;base64,")
                .contains("then over it <b>grad-cam at conv2</b>");
    }

    @Test
    void setsTheNetworksOfFinishedRunsBesideEachOther() throws IOException {
        String accuracy =
                "%.2f".formatted(100 * json("run/detector.json").at("/accuracy").asDouble());

        assertThat(run("report", "--runs", folder.toString(), "--uploads", path("images"), "--out", path("all.md")))
                .isZero();

        assertThat(Files.readString(folder.resolve("all.md")))
                .contains("| run | 8x2-d16: Bird and Lotfi 2024, topology 8x2-d16 |", "| " + accuracy + " |")
                .contains("AUROC, images");
        assertThat(folder.resolve("all.html")).content().contains("<table>");
        assertThat(run("report", "--runs", path("images"), "--out", path("none.md")))
                .isEqualTo(1);
        assertThat(stderr.toString()).contains("no finished run in " + path("images"));
    }

    @Test
    void retrainsFromDecisionsAndPromotesWhatIsNotWorse() throws IOException {
        decide("decided", Label.FAKE, Label.REAL);
        Path shipped = Files.copy(folder.resolve("run/detector.onnx"), folder.resolve("shipped.onnx"));

        assertThat(retrain("decided", "retrained", "--promote", shipped.toString(), "--json", path("retrained.json")))
                .as(() -> stderr.toString())
                .isZero();

        JsonNode report = json("retrained.json");
        assertThat(report.get("objections")).isEmpty();
        assertThat(report.get("accepted").asBoolean()).isTrue();
        assertThat(report.get("learned_from").asInt() + report.get("held_out").asInt())
                .isEqualTo(120);
        assertThat(report.at("/on_test/second/subject/detector").asText()).isEqualTo("cifake-8x2-d16-r2");
        assertThat(report.at("/on_decisions/second/figures/images").asInt())
                .isEqualTo(report.get("held_out").asInt());
        assertThat(shipped).hasSameBinaryContentAs(folder.resolve("retrained/detector.onnx"));
        assertThat(folder.resolve("shipped.onnx.previous")).hasSameBinaryContentAs(folder.resolve("run/detector.onnx"));
        assertThat(stdout.toString()).contains("accepted: ", "promoted: " + shipped, "McNemar");
        assertThat(folder.resolve("retrained/candidate.md"))
                .content()
                .contains("trained on from the weights `", "images that people decided on", "./tamis retrain --model");
    }

    @Test
    void promotesNothingThatIsWorse() throws IOException {
        decide("swapped", Label.REAL, Label.FAKE);
        Path shipped = Files.copy(folder.resolve("run/detector.onnx"), folder.resolve("kept.onnx"));

        assertThat(retrain(
                        "swapped",
                        "spoilt",
                        "--promote",
                        shipped.toString(),
                        "--learning-rate",
                        "0.01",
                        "--repeat",
                        "20"))
                .isEqualTo(1);

        assertThat(stdout.toString()).contains("not accepted: on the test split the accuracy falls from");
        assertThat(shipped).hasSameBinaryContentAs(folder.resolve("run/detector.onnx"));
        assertThat(folder.resolve("spoilt/candidate.onnx")).exists();
        assertThat(folder.resolve("spoilt/detector.onnx")).doesNotExist();
    }

    @Test
    void saysWhatItLacksToRetrain() throws IOException {
        decide("few", Label.FAKE, Label.REAL);
        assertThat(retrain("few", "x", "--held-out", "0.1")).isEqualTo(1);
        assertThat(stderr.toString()).contains(path("few") + " holds 120 images:", "and 20 are needed");

        assertThat(retrain("nowhere", "x")).isEqualTo(1);
        assertThat(stderr.toString()).contains("no folder, archive");
        assertThat(retrain("few", "x", "--margin", "2")).isEqualTo(2);
    }

    private int retrain(String decisions, String out, String... more) {
        return run(concat(
                List.of(
                        "retrain",
                        "--model",
                        path("run/detector.onnx"),
                        "--data",
                        path("pack"),
                        "--decisions",
                        path(decisions),
                        "--out",
                        path(out),
                        "--batch",
                        "16"),
                more));
    }

    /** Images as painted for two classes, in the folders of two labels. */
    private static void decide(String name, Label fakes, Label reals) throws IOException {
        Random random = new Random(name.hashCode());
        for (Label painted : Label.values()) {
            Label label = painted == Label.FAKE ? fakes : reals;
            Path files = Files.createDirectories(folder.resolve(name).resolve(label.name()));
            for (int i = 0; i < 60; i++) {
                RgbImage image = PaintedDataSet.image(painted, random);
                Files.write(files.resolve(i + ".png"), PngEncoder.encode(image));
            }
        }
    }

    @Test
    void scoresAFileAsItsEvaluationDid() throws IOException, UnusableDetectorException, UnreadableImageException {
        assertThat(evaluate("images", "--scores", path("scores.csv"))).isZero();

        List<String> lines = Files.readAllLines(folder.resolve("scores.csv"));
        assertThat(lines).hasSize(161);
        try (OnnxDetector detector = OnnxDetector.load(folder.resolve("run/detector.onnx"))) {
            Preprocessor preprocessor = new Preprocessor(detector.metadata().preprocessing(), DecodeLimits.DEFAULT);
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.replace("\"", "").split(",");
                byte[] file = Files.readAllBytes(folder.resolve("images").resolve(fields[0]));
                RgbImage pixels = preprocessor.read(file).pixels();
                double score = detector.detect(List.of(pixels)).get(0).score();
                assertThat(score).isCloseTo(Double.parseDouble(fields[2]), within(1e-6));
            }
        }
    }

    @Test
    void evaluatesAPackAsItsFolderAndAsTheTrainingDid() throws IOException {
        assertThat(evaluate("pack", "--json", path("pack.json"))).isZero();
        assertThat(evaluate("images", "--json", path("folder.json"))).isZero();

        ObjectNode trained = (ObjectNode) json("run/detector.json");
        assertThat(trained.remove("twins").at("/without/images").asInt()).isEqualTo(160);
        assertThat(json("pack.json")).isEqualTo(trained);
        assertThat(json("folder.json")).isEqualTo(trained);
    }

    @Test
    void writesWhatProgramsReadAtTheTop() throws IOException {
        JsonNode report = json("run/detector.json");

        assertThat(report.at("/images").asInt()).isEqualTo(160);
        assertThat(report.at("/parameters").asInt()).isPositive();
        for (String figure : List.of("accuracy", "precision", "recall", "f1", "auroc", "ece")) {
            assertThat(report.get(figure).isDouble()).as(figure).isTrue();
        }
        assertThat(report.at("/confusion/fake_as_fake").isInt()).isTrue();
        assertThat(report.at("/intervals/accuracy/low").asDouble())
                .isLessThanOrEqualTo(report.at("/accuracy").asDouble());
        assertThat(report.has("robustness")).isFalse();
    }

    @Test
    void measuresAllThatIsAskedFor() throws IOException {
        assertThat(evaluate(
                        "images",
                        "--robustness",
                        "--training",
                        path("pack"),
                        "--calibrate-on",
                        path("pack"),
                        "--json",
                        path("all.json"),
                        "--html",
                        path("all.html")))
                .isZero();

        JsonNode report = json("all.json");
        assertThat(report.at("/robustness")).hasSize(30);
        assertThat(report.at("/robustness/0/degradation").asText()).isEqualTo("jpeg");
        assertThat(report.at("/twins/images").asInt()).isZero();
        assertThat(report.at("/calibration").findValuesAsText("method"))
                .containsExactly("none", "detector", "temperature", "isotonic");
        assertThat(report.has("resampling")).isFalse(); // no image is larger than the input
        assertThat(folder.resolve("all.html"))
                .content()
                .contains("ROC curve", "Reliability", "Decision threshold", "After a degradation", "isotonic")
                .doesNotContain("Optional", "{{", "http");
    }

    @Test
    void findsNoDifferenceBetweenADetectorAndItself() throws IOException {
        String model = path("run/detector.onnx");

        assertThat(run("compare", "--model", model, "--with", model, "--data", path("pack"), "--json", path("c.json")))
                .isZero();

        assertThat(json("c.json").at("/mcnemar/p_value").asDouble()).isEqualTo(1);
        assertThat(json("c.json").at("/differing")).isEmpty();
        assertThat(json("c.json").at("/first")).isEqualTo(json("c.json").at("/second"));
        assertThat(stdout.toString()).contains("McNemar's test (exact): p = 1.0000");
    }

    @Test
    void explainsATrainedNetwork() throws IOException {
        assertThat(explain(
                        "--run", path("run"), "--images", "12", "--layer", "conv1,conv2", "--json", path("maps.json")))
                .as(() -> stderr.toString())
                .isZero();

        JsonNode report = json("maps.json");
        assertThat(report.at("/images").asInt()).isEqualTo(12);
        assertThat(report.at("/faithfulness")).hasSize(9); // three methods at two layers, three controls
        assertThat(report.at("/faithfulness/0/advantages")).hasSize(3);
        assertThat(report.at("/sanity").findValuesAsText("maps"))
                .contains("grad-cam at conv1", "hires-cam at conv2")
                .hasSize(6);
        assertThat(ImageIO.read(folder.resolve("maps/gallery.png").toFile())).isNotNull();
        assertThat(folder.resolve("maps/index.html"))
                .content()
                .contains("Gallery", "Insertion, conv1", "ROAD, least relevant first, conv2", "P(FAKE)", "threshold")
                .doesNotContain("Optional", "{{", "http");
        assertThat(stdout.toString()).contains("layer-cam at conv2", "minus random cells", "sanity check: grad-cam");
    }

    @Test
    void explainsANetworkWithFreshWeights() {
        assertThat(explain("--network", "base-cnn", "--images", "2", "--method", "layer-cam"))
                .as(() -> stderr.toString())
                .isZero();
    }

    @Test
    void saysWhatCannotBeExplained() {
        assertThat(explain("--run", path("run"), "--layer", "conv9")).isEqualTo(2);
        assertThat(stderr.toString()).contains("no feature map 'conv9': one of image, conv1, conv2");

        assertThat(explain("--run", path("nowhere"))).isEqualTo(1);
        assertThat(stderr.toString()).contains("nowhere holds no run");

        assertThat(explain()).isEqualTo(2);
        assertThat(explain("--run", path("run"), "--network", "cnn2d")).isEqualTo(2);
        assertThat(explain("--network", "4x")).isEqualTo(2);
        assertThat(explain("--run", path("run"), "--images", "1")).isEqualTo(2);
    }

    private static int explain(String... more) {
        return run(concat(List.of("explain", "--data", path("pack"), "--out", path("maps")), more));
    }

    @Test
    void putsTheFiguresIntoTheFileAndTheCard() throws IOException, UnusableDetectorException {
        double measured = json("run/detector.json").at("/accuracy").asDouble();
        String accuracy = String.format(Locale.ROOT, "%.4f", measured);

        try (OnnxDetector detector = OnnxDetector.load(folder.resolve("run/detector.onnx"))) {
            assertThat(detector.metadata().id()).isEqualTo("cifake-8x2-d16");
            assertThat(detector.metadata().evaluation()).containsEntry("accuracy", accuracy);
            assertThat(folder.resolve("run/detector.md"))
                    .content()
                    .contains(detector.sha256(), "| accuracy | " + accuracy + " |", "--network 8x2-d16 --epochs 4");
        }
    }

    @Test
    void goesOnFromADetectorUnderAnotherName() throws IOException, UnusableDetectorException {
        assertThat(run(trainCommand("on", "--epochs", "1", "--from", path("run/detector.onnx"), "--id", "painted")))
                .isZero();

        try (OnnxDetector detector = OnnxDetector.load(folder.resolve("on/detector.onnx"))) {
            assertThat(detector.metadata().id()).isEqualTo("painted");
        }
        assertThat(folder.resolve("on/detector.md")).content().contains("trained on from the weights `", "--from FILE");
    }

    static Stream<String> networks() {
        return Stream.concat(Stream.of("16x1"), Architectures.names().stream());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void makesADetectorOfEveryNetwork(String network) throws IOException, UnusableDetectorException {
        String out = "networks/" + network;
        assertThat(run("dataset", "import", path("small"), "--out", path("small.pack")))
                .isZero();
        assertThat(run(
                        "train",
                        "--data",
                        path("small.pack"),
                        "--out",
                        path(out),
                        "--network",
                        network,
                        "--epochs",
                        "1",
                        "--validation",
                        "0.5"))
                .as(() -> stderr.toString())
                .isZero();

        Architecture architecture = Architectures.named(network);
        assertThat(Files.readString(folder.resolve(out + "/training.html")).contains("The paper prints"))
                .isEqualTo(architecture.printed().isPresent());
        PreprocessSpec input = architecture.input();
        try (OnnxDetector detector = OnnxDetector.load(folder.resolve(out + "/detector.onnx"))) {
            assertThat(detector.metadata().preprocessing()).isEqualTo(input);
        }
        assertThat(run(
                        "evaluate",
                        "--model",
                        path(out + "/detector.onnx"),
                        "--data",
                        path("small"),
                        "--json",
                        path("of.json")))
                .as(() -> stderr.toString())
                .isZero();
        assertThat(json("of.json").at("/accuracy"))
                .isEqualTo(json(out + "/detector.json").at("/accuracy"));
    }

    @Test
    void trainsNothingTwice() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("run/detector.onnx"));

        assertThat(run(trainCommand("run", "--epochs", "4"))).isZero();
        assertThat(folder.resolve("run/detector.onnx")).hasBinaryContent(file);
    }

    @Test
    void saysWhatIsWrongInOneMessage() {
        assertThat(run(trainCommand("run", "--epochs", "5"))).isEqualTo(1);
        assertThat(stderr.toString())
                .contains("holds another run", "epochs was 4, not 5")
                .doesNotContain("\tat ");

        assertThat(run("dataset", "import", path("nowhere"), "--out", path("x")))
                .isEqualTo(1);
        assertThat(stderr.toString()).contains("no folder or archive at");

        assertThat(evaluate("nowhere")).isEqualTo(1);
        assertThat(stderr.toString()).contains("no folder, archive, pack or CIFAR-100 file at");

        assertThat(run("evaluate", "--model", path("pack"), "--data", path("pack")))
                .isEqualTo(1);
        assertThat(stderr.toString()).contains("detector " + path("pack")).doesNotContain("\tat ");

        assertThat(run("train", "--data", path("pack"), "--out", path("x"), "--from", path("run"), "--network", "8x1"))
                .isEqualTo(1);
        assertThat(stderr.toString()).contains("of another network than 8x1").doesNotContain("\tat ");

        assertThat(run("train", "--data", path("images"), "--out", path("x"))).isEqualTo(1);
        assertThat(stderr.toString()).contains("no pack of images at");
    }

    @Test
    void refusesBadUsage() {
        assertThat(run("train")).isEqualTo(2);
        assertThat(run("dataset")).isEqualTo(2);
        assertThat(run("train", "--data", path("pack"), "--out", path("x"), "--network", "32"))
                .isEqualTo(2);
        assertThat(run("train", "--data", path("pack"), "--out", path("x"), "--validation", "1"))
                .isEqualTo(2);
        assertThat(evaluate("pack", "--split", "validation")).isEqualTo(2);
    }

    private int evaluate(String data, String... more) {
        return run(concat(List.of("evaluate", "--model", path("run/detector.onnx"), "--data", path(data)), more));
    }

    private static String[] trainCommand(String out, String... more) {
        return concat(
                List.of(
                        "train",
                        "--data",
                        path("pack"),
                        "--out",
                        path(out),
                        "--network",
                        "8x2-d16",
                        "--batch",
                        "16",
                        "--learning-rate",
                        "0.005",
                        "--validation",
                        "0.2"),
                more);
    }

    private static String[] concat(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    private static int run(String... arguments) {
        CommandLine commands = TrainingCli.commandLine();
        commands.setOut(new PrintWriter(stdout, true));
        commands.setErr(new PrintWriter(stderr, true));
        return commands.execute(arguments);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }
}
