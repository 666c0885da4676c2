package dev.tamis.generator.diffusion.export;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Layers of PyTorch in an ONNX graph. A layer's name is that of its weights in the published checkpoint. */
final class Layers {
    private final OnnxGraph graph;
    private final Weights weights;
    private int count;

    Layers(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** A node of a name of its own. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return graph.node(operator.toLowerCase(Locale.ROOT) + "_" + count++, operator, inputs, attributes);
    }

    String number(double value) {
        return graph.constant("number_" + count++, new float[] {(float) value});
    }

    String integers(long... values) {
        return graph.integers("integers_" + count++, values);
    }

    String weight(String name, long... shape) {
        return graph.constant(name, weights.of(name, shape), shape);
    }

    String add(String left, String right) {
        return node("Add", List.of(left, right));
    }

    String multiply(String left, String right) {
        return node("Mul", List.of(left, right));
    }

    String reshape(String input, long... shape) {
        return node("Reshape", List.of(input, integers(shape)));
    }

    String transpose(String input, Long... order) {
        return node("Transpose", List.of(input), attribute("perm", List.of(order)));
    }

    String silu(String input) {
        return multiply(input, node("Sigmoid", List.of(input)));
    }

    /** GELU with the exact error function. */
    String gelu(String input) {
        String error = node("Erf", List.of(multiply(input, number(Math.sqrt(0.5)))));
        return multiply(multiply(input, number(0.5)), add(error, number(1)));
    }

    /** Values of the last dimension. */
    String slice(String input, long from, long to) {
        return node("Slice", List.of(input, integers(from), integers(to), integers(-1)));
    }

    /** The last dimension from {@code from} to {@code to} values, {@code Linear} in PyTorch. */
    String linear(String name, String input, long from, long to) {
        return add(linearWithoutBias(name, input, from, to), weight(name + ".bias", to));
    }

    String linearWithoutBias(String name, String input, long from, long to) {
        String turned = transpose(weight(name + ".weight", to, from), 1L, 0L);
        return node("MatMul", List.of(input, turned));
    }

    /** A convolution of the same size, {@code Conv2d} in PyTorch, or half of it with a stride of 2. */
    String convolution(String name, String input, long from, long to, long side, long stride) {
        long padding = side / 2;
        return node(
                "Conv",
                List.of(input, weight(name + ".weight", to, from, side, side), weight(name + ".bias", to)),
                attribute("kernel_shape", List.of(side, side)),
                attribute("strides", List.of(stride, stride)),
                attribute("pads", List.of(padding, padding, padding, padding)));
    }

    /** {@code GroupNorm} in PyTorch; ONNX's of operator set 18 scales groups and not channels. */
    String groupNorm(String name, String input, long channels, long groups, double epsilon) {
        String grouped = reshape(input, 0, groups, -1);
        String ones = graph.constant("ones_" + count++, filled(groups, 1), groups);
        String zeros = graph.constant("zeros_" + count++, filled(groups, 0), groups);
        String normed =
                node("InstanceNormalization", List.of(grouped, ones, zeros), attribute("epsilon", (float) epsilon));
        String shaped = node("Reshape", List.of(normed, node("Shape", List.of(input))));
        String scale = reshape(weight(name + ".weight", channels), 1, channels, 1, 1);
        String shift = reshape(weight(name + ".bias", channels), 1, channels, 1, 1);
        return add(multiply(shaped, scale), shift);
    }

    String layerNorm(String name, String input, long width) {
        return node(
                "LayerNormalization",
                List.of(input, weight(name + ".weight", width), weight(name + ".bias", width)),
                attribute("axis", -1),
                attribute("epsilon", 1e-5f));
    }

    /**
     * Attention of several heads.
     *
     * @param query {@code [n, tokens, width]}; keys and values likewise, of as many tokens as they like
     * @param mask is added to the scores, or nothing
     */
    String attention(String query, String key, String value, long width, long heads, String... mask) {
        String scores = node("MatMul", List.of(heads(query, width, heads), transposedHeads(key, width, heads)));
        String scaled = multiply(scores, number(1 / Math.sqrt((double) width / heads)));
        for (String added : mask) {
            scaled = add(scaled, added);
        }
        String shares = node("Softmax", List.of(scaled), attribute("axis", -1));
        String mixed = node("MatMul", List.of(shares, heads(value, width, heads)));
        return reshape(transpose(mixed, 0L, 2L, 1L, 3L), 0, 0, width);
    }

    private String heads(String input, long width, long heads) {
        return transpose(reshape(input, 0, 0, heads, width / heads), 0L, 2L, 1L, 3L);
    }

    private String transposedHeads(String input, long width, long heads) {
        return transpose(reshape(input, 0, 0, heads, width / heads), 0L, 2L, 3L, 1L);
    }

    /** Twice the height and width, each value four times. */
    String doubled(String input) {
        String scales = graph.constant("scales_" + count++, new float[] {1, 1, 2, 2}, 4);
        return node(
                "Resize",
                List.of(input, "", scales),
                attribute("mode", "nearest"),
                attribute("nearest_mode", "floor"),
                attribute("coordinate_transformation_mode", "asymmetric"));
    }

    /** {@code [n, channels, height, width]} to {@code [n, height * width, channels]}. */
    String tokens(String input, long channels) {
        return transpose(reshape(input, 0, channels, -1), 0L, 2L, 1L);
    }

    /** The other way, to the shape of {@code like}. */
    String image(String tokens, String like) {
        return node("Reshape", List.of(transpose(tokens, 0L, 2L, 1L), node("Shape", List.of(like))));
    }

    /** A residual block: two convolutions, with the time in between where there is one; {@code ResnetBlock2D} in diffusers. */
    String residual(String name, String input, long from, long to, Norm norm, Time time) {
        String first = convolution(
                name + ".conv1",
                silu(groupNorm(name + ".norm1", input, from, norm.groups, norm.epsilon)),
                from,
                to,
                3,
                1);
        if (time.width > 0) {
            String shift = linear(name + ".time_emb_proj", time.state, time.width, to);
            first = add(first, reshape(shift, -1, to, 1, 1));
        }
        String second = convolution(
                name + ".conv2", silu(groupNorm(name + ".norm2", first, to, norm.groups, norm.epsilon)), to, to, 3, 1);
        return add(second, from == to ? input : convolution(name + ".conv_shortcut", input, from, to, 1, 1));
    }

    /** How a network normalises. */
    record Norm(long groups, double epsilon) {}

    /**
     * What a network knows of the timestep, behind its activation.
     *
     * @param width 0 for nothing
     */
    record Time(String state, long width) {
        static final Time NONE = new Time("", 0);
    }

    private static float[] filled(long count, float value) {
        float[] values = new float[(int) count];
        Arrays.fill(values, value);
        return values;
    }
}
