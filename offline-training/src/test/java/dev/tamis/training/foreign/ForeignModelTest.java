package dev.tamis.training.foreign;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot become a detector is refused with a message that names the file, what was expected and what was found. */
class ForeignModelTest {
    private static final ImportPlan KERAS = plan(Layout.NHWC, "fake,real");
    private static final ImportPlan TORCH = plan(Layout.NCHW, "fake");

    @TempDir
    private Path folder;

    @Test
    void refusesAFileThatIsNoModel() throws IOException {
        Files.writeString(file(), "no model, but a text");

        refusesToRead("an ONNX model expected, found other bytes");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(file());

        refusesToRead("an ONNX model expected, found no node");
    }

    @Test
    void refusesANetworkThatReadsNoImage() throws IOException {
        write(graph -> graph.setInput(0, ForeignNetworks.floats("table", 0, 20)));

        refusesToRead("input 'table': an image [n, 3, height, width] or [n, height, width, 3] expected, found [0, 20]");
    }

    @Test
    void refusesFourChannels() throws IOException {
        write(graph -> graph.setInput(0, ForeignNetworks.floats("rgba", 0, 224, 224, 4)));

        refusesToRead("expected, found [0, 224, 224, 4]");
    }

    @Test
    void refusesASecondInput() throws IOException {
        write(graph -> graph.addInput(ForeignNetworks.floats("mask", 0, 1)));

        refusesToRead("one input expected, the image, found [input_1, mask]");
    }

    @Test
    void refusesEightBitWeights() throws IOException {
        write(graph -> graph.addInitializer(TensorProto.newBuilder()
                .setName("quantised")
                .setDataType(DataType.INT8.getNumber())
                .addDims(1)
                .addInt32Data(1)));

        refusesToRead("32-bit weights expected, found INT8 'quantised'");
    }

    @Test
    void refusesSixteenBitInput() throws IOException {
        ValueInfoProto.Builder half = ForeignNetworks.floats("half", 0, 224, 224, 3).toBuilder();
        half.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16.getNumber());
        write(graph -> graph.setInput(0, half));

        refusesToRead("input 'half': 32-bit floats expected, found FLOAT16");
    }

    @Test
    void refusesWeightsInAnotherFile() throws IOException {
        write(graph -> graph.getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL));

        refusesToRead("weights inside the file expected, found 'conv_1.weight' in another");
    }

    @Test
    void refusesAnOpsetThatOnnxRuntimeDoesNotKnow() throws IOException {
        ModelProto model = ForeignNetworks.keras().toBuilder()
                .setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(27))
                .build();
        Files.write(file(), model.toByteArray());

        refusesToRead("opset 11 to 26 expected, found 27");
    }

    @Test
    void refusesMoreThanTwoClasses() throws IOException, UnusableDetectorException {
        write(graph -> graph.setOutput(0, ForeignNetworks.floats("channels", 0, 12)));

        refusesToWrap(
                KERAS, "output 'channels': 2 values an image expected for the classes fake,real, found shape [1, 12]");
    }

    @Test
    void refusesANumberOfImagesThatCannotBeFreed() throws IOException, UnusableDetectorException {
        Files.write(file(), withFirstImageOnly("relu_1", "pool_1").toByteArray());

        refusesToWrap(TORCH, "a graph that takes any number of images at a time expected");
    }

    @Test
    void refusesAHeadThatGradCamCannotPass() throws IOException, UnusableDetectorException {
        Files.write(file(), withFirstImageOnly("relu_3", "logits").toByteArray());

        refusesToWrap(TORCH, "no heat map can be derived: the way back from the logits ends at Gather 'first'");
    }

    /** A network in which a Gather stands between two nodes. */
    private static ModelProto withFirstImageOnly(String from, String to) {
        ModelProto.Builder model = ForeignNetworks.torch().toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        graph.addInitializer(TensorProto.newBuilder()
                .setName("index")
                .setDataType(DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(0));
        int position =
                graph.getNodeList().stream().map(NodeProto::getName).toList().indexOf(to);
        graph.getNodeBuilder(position).setInput(0, "first");
        graph.addNode(
                position,
                NodeProto.newBuilder()
                        .setOpType("Gather")
                        .setName("first")
                        .addAllInput(List.of(from, "index"))
                        .addOutput("first"));
        return model.build();
    }

    private void write(Consumer<GraphProto.Builder> change) throws IOException {
        ModelProto.Builder model = ForeignNetworks.keras().toBuilder();
        change.accept(model.getGraphBuilder());
        Files.write(file(), model.build().toByteArray());
    }

    private void refusesToRead(String message) {
        assertThatExceptionOfType(UnusableDetectorException.class)
                .isThrownBy(() -> ForeignModel.read(file()))
                .withMessageContainingAll(file().toString(), message);
    }

    private void refusesToWrap(ImportPlan plan, String message) throws UnusableDetectorException {
        ForeignModel model = ForeignModel.read(file());
        assertThatExceptionOfType(UnusableDetectorException.class)
                .isThrownBy(() -> ImportedDetector.of(model, plan, new Thresholds(0.3, 0.7)))
                .withMessageContainingAll(file().toString(), message);
    }

    private static ImportPlan plan(Layout layout, String classes) {
        PreprocessSpec input =
                new PreprocessSpec(224, 224, layout, ChannelOrder.RGB, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        return new ImportPlan("test", input, Classes.parse(classes), Values.PROBABILITY);
    }

    private Path file() {
        return folder.resolve("foreign.onnx");
    }
}
