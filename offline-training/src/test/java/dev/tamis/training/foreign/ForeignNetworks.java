package dev.tamis.training.foreign;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.List;
import java.util.Random;

/** Classifiers as other frameworks export them, of 224 px and with random weights that are the same each time. */
public final class ForeignNetworks {
    /** The last feature map of each network. */
    static final String FEATURES = "features";

    /** What the softmax or the sigmoid is of. */
    static final String LOGITS = "logits";

    private static final int SIZE = 224;

    private final Random random = new Random(3);
    private final OnnxGraph graph = new OnnxGraph(GraphProto.getDefaultInstance());

    private ForeignNetworks() {}

    /**
     * As from Keras: channels last, any number of images, batch normalisation, an average over the whole map, a softmax over
     * two classes.
     */
    public static ModelProto keras() {
        ForeignNetworks network = new ForeignNetworks();
        OnnxGraph graph = network.graph;
        graph.node("channels_first", "Transpose", List.of("input_1"), attribute("perm", List.of(0L, 3L, 1L, 2L)));
        network.convolution("conv_1", "channels_first", 3, 8);
        graph.constant("gamma", new float[] {1, 2, 1, 2, 1, 2, 1, 2}, 8);
        graph.constant("beta", new float[] {0, 0.5f, 0, -0.5f, 0, 0.5f, 0, -0.5f}, 8);
        graph.constant("mean", network.weights(0.1, 8), 8);
        graph.constant("variance", new float[] {1, 1, 2, 2, 1, 1, 2, 2}, 8);
        graph.node("norm", "BatchNormalization", List.of("conv_1", "gamma", "beta", "mean", "variance"));
        graph.node("relu_1", "Relu", List.of("norm"));
        network.maxPool("pool_1", "relu_1");
        network.convolution("conv_2", "pool_1", 8, 12);
        graph.node(FEATURES, "Relu", List.of("conv_2"));
        graph.node("cells", "GlobalAveragePool", List.of(FEATURES));
        graph.integers("rows_columns", 2, 3);
        graph.node("channels", "Squeeze", List.of("cells", "rows_columns"));
        graph.constant("kernel", network.weights(1, 24), 12, 2);
        graph.constant("bias", new float[] {-4.6f, 4.6f}, 2);
        graph.node("dense", "MatMul", List.of("channels", "kernel"));
        graph.node(LOGITS, "Add", List.of("dense", "bias"));
        graph.node("softmax", "Softmax", List.of(LOGITS), attribute("axis", 1));
        return model(
                graph.toProto().toBuilder()
                        .addInput(floats("input_1", 0, SIZE, SIZE, 3))
                        .addOutput(floats("softmax", 0, 2)),
                15);
    }

    /**
     * As from PyTorch: channels first, one image at a time, two dense layers behind a flattened map, a sigmoid. Its tensors
     * have names of our contract, with other meanings.
     */
    public static ModelProto torch() {
        ForeignNetworks network = new ForeignNetworks();
        OnnxGraph graph = network.graph;
        network.convolution("heatmap", "input", 3, 6);
        graph.node("relu_1", "Relu", List.of("heatmap"));
        network.maxPool("pool_1", "relu_1");
        network.convolution("conv_2", "pool_1", 6, 10);
        graph.node(FEATURES, "Relu", List.of("conv_2"));
        network.maxPool("pool_2", FEATURES);
        graph.integers("flat_shape", 1, -1);
        graph.node("image", "Reshape", List.of("pool_2", "flat_shape"));
        int flat = 10 * 3 * 3;
        graph.constant("fc1.weight", network.weights(0.05, 16 * flat), 16, flat);
        graph.constant("fc1.bias", network.weights(0.1, 16), 16);
        graph.node("fc1", "Gemm", List.of("image", "fc1.weight", "fc1.bias"), attribute("transB", 1));
        graph.node("relu_3", "Relu", List.of("fc1"));
        graph.constant("fc2.weight", network.weights(0.7, 16), 1, 16);
        graph.constant("fc2.bias", new float[] {0.1f}, 1);
        graph.node(LOGITS, "Gemm", List.of("relu_3", "fc2.weight", "fc2.bias"), attribute("transB", 1));
        graph.node("probability_real", "Sigmoid", List.of(LOGITS));
        return model(
                graph.toProto().toBuilder()
                        .addInput(floats("input", 1, 3, SIZE, SIZE))
                        .addOutput(floats("probability_real", 1, 1)),
                11);
    }

    /** As from TensorFlow: a feature map with its channels last is flattened, and the logits of two classes come out. */
    static ModelProto tensorflow() {
        ForeignNetworks network = new ForeignNetworks();
        OnnxGraph graph = network.graph;
        graph.node("channels_first", "Transpose", List.of("x"), attribute("perm", List.of(0L, 3L, 1L, 2L)));
        network.convolution("conv_1", "channels_first", 3, 6);
        graph.node("relu_1", "Relu", List.of("conv_1"));
        network.maxPool("pool_1", "relu_1");
        network.convolution("conv_2", "pool_1", 6, 5);
        graph.node("channels_last", "Transpose", List.of("conv_2"), attribute("perm", List.of(0L, 2L, 3L, 1L)));
        graph.node(FEATURES, "Relu", List.of("channels_last"));
        int flat = 5 * 14 * 14;
        graph.integers("flat_shape", -1, flat);
        graph.node("flat", "Reshape", List.of(FEATURES, "flat_shape"));
        graph.constant("kernel_1", network.weights(0.05, flat * 4), flat, 4);
        graph.constant("kernel_2", network.weights(1, 8), 4, 2);
        graph.node("dense_1", "MatMul", List.of("flat", "kernel_1"));
        graph.constant("bias_2", new float[] {0.85f, 0}, 2);
        graph.node("dense_2", "MatMul", List.of("dense_1", "kernel_2"));
        graph.node(LOGITS, "Add", List.of("bias_2", "dense_2"));
        return model(
                graph.toProto().toBuilder().addInput(floats("x", 0, 0, 0, 0)).addOutput(floats(LOGITS, 0, 2)), 18);
    }

    /** A tensor of floats; 0 is a dimension of any length. */
    static ValueInfoProto floats(String name, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            TensorShapeProto.Dimension.Builder length = shape.addDimBuilder();
            if (dimension > 0) {
                length.setDimValue(dimension);
            } else {
                length.setDimParam("unknown_" + shape.getDimCount());
            }
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static ModelProto model(GraphProto.Builder graph, long opset) {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph.setName("foreign"))
                .build();
    }

    /** Of 3 x 3, to half the rows and columns. */
    private void convolution(String name, String input, int from, int to) {
        graph.constant(name + ".weight", weights(Math.sqrt(2.0 / (9 * from)), to * from * 9), to, from, 3, 3);
        graph.constant(name + ".bias", weights(0.1, to), to);
        graph.node(
                name,
                "Conv",
                List.of(input, name + ".weight", name + ".bias"),
                attribute("pads", List.of(1L, 1L, 1L, 1L)),
                attribute("strides", List.of(2L, 2L)));
    }

    private void maxPool(String name, String input) {
        graph.node(
                name,
                "MaxPool",
                List.of(input),
                attribute("kernel_shape", List.of(4L, 4L)),
                attribute("strides", List.of(4L, 4L)));
    }

    private float[] weights(double deviation, int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
        return weights;
    }
}
