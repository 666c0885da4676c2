package dev.tamis.vision.detector;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A valid detector file for tests, built in code, whose answers anyone can predict: P(REAL) is {@code sigmoid(16 (b -
 * 0.5))} of the image's mean brightness b from 0 to 1, so that dark images are GENERATED, mid-grey ones UNCERTAIN and bright
 * ones AUTHENTIC; the heat map is each pixel's brightness.
 *
 * <p>Who uses this from the test-jar needs {@code tribuo-util-onnx} in test scope.
 */
public final class FixtureDetector {
    /** Steepness of P(REAL) over brightness. */
    public static final float STEEPNESS = 16;

    /** What the file says of itself: CIFAKE preprocessing, no calibration, thresholds 0.3 and 0.7. */
    public static final DetectorMetadata METADATA = new DetectorMetadata(
            "fixture-brightness",
            PreprocessSpec.CIFAKE,
            Calibration.NONE,
            new Thresholds(0.3, 0.7),
            InputRange.ANY,
            Map.of("accuracy", "0.5"));

    private static final int SIDE = 32;
    private static final int OPSET = 18;
    private static final int IR_VERSION = 8;

    private FixtureDetector() {}

    /** Writes the detector file. */
    public static void write(Path file) {
        write(file, model());
    }

    /** Writes a detector file, named {@code fixture-inverted}, that takes bright images for generated ones. */
    public static void writeInverted(Path file) {
        DetectorMetadata metadata = named("fixture-inverted", METADATA.preprocessing());
        write(file, model(graph(-STEEPNESS, SIDE), metadata.toProperties()));
    }

    /** Writes a detector file whose network sees images of 16 x 16 pixels. */
    public static void writeOfAnotherSize(Path file) {
        PreprocessSpec cifake = METADATA.preprocessing();
        PreprocessSpec smaller =
                new PreprocessSpec(16, 16, cifake.layout(), cifake.channelOrder(), cifake.mean(), cifake.std());
        write(file, model(graph(STEEPNESS, 16), named("fixture-small", smaller).toProperties()));
    }

    private static DetectorMetadata named(String id, PreprocessSpec preprocessing) {
        return new DetectorMetadata(
                id,
                preprocessing,
                METADATA.calibration(),
                METADATA.thresholds(),
                METADATA.range(),
                METADATA.evaluation());
    }

    private static void write(Path file, byte[] model) {
        try {
            Files.write(file, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the detector file. */
    public static byte[] model() {
        return model(graph(), METADATA.toProperties());
    }

    /** P(REAL) of an image as the network computes it, to about 1e-6. */
    public static double probabilityReal(RgbImage image) {
        double sum = 0;
        for (byte value : image.rgb()) {
            sum += (value & 0xff) / 255.0;
        }
        return 1 / (1 + Math.exp(-STEEPNESS * (sum / image.rgb().length - 0.5)));
    }

    static byte[] model(GraphProto.Builder graph, Map<String, String> properties) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        properties.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    /** The network, open to the changes of a test that wants a broken one. */
    static GraphProto.Builder graph() {
        return graph(STEEPNESS, SIDE);
    }

    private static GraphProto.Builder graph(float steepness, int side) {
        return GraphProto.newBuilder()
                .setName("brightness")
                .addInput(floats("image", 3, side, side))
                .addOutput(floats("probability_real", 1))
                .addOutput(floats("heatmap", side, side))
                .addInitializer(scalar("half", 0.5f))
                .addInitializer(scalar("steepness", steepness))
                .addInitializer(axis("first", 1))
                .addInitializer(axis("last", 2))
                .addNode(mean("image", "first", "heatmap").addAttribute(integer("keepdims", 0)))
                .addNode(mean("heatmap", "last", "rows").addAttribute(integer("keepdims", 0)))
                .addNode(mean("rows", "first", "brightness"))
                .addNode(node("Sub", List.of("brightness", "half"), "centred"))
                .addNode(node("Mul", List.of("centred", "steepness"), "logit"))
                .addNode(node("Sigmoid", List.of("logit"), "probability_real"));
    }

    static NodeProto.Builder node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
    }

    private static NodeProto.Builder mean(String input, String axis, String output) {
        return node("ReduceMean", List.of(input, axis), output);
    }

    /** A tensor of floats whose first dimension is the batch. */
    static ValueInfoProto floats(String name, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
        for (long dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static TensorProto scalar(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }

    private static TensorProto axis(String name, long axis) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(axis)
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }
}
