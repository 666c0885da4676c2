package dev.tamis.generator.diffusion.export;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tamis.generator.diffusion.export.Layers.Norm;
import dev.tamis.generator.diffusion.export.Layers.Time;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Stable Diffusion's network, {@code UNet2DConditionModel} of version 1 in diffusers. */
final class UnetGraph {
    private static final double TRANSFORMER_EPSILON = 1e-6;
    private static final double LONGEST_PERIOD = 10_000;

    private final Sizes sizes;
    private final Layers layers;
    private final Norm norm;

    /**
     * How large a network is; of Stable Diffusion 1.4 as in {@code unet/config.json}.
     *
     * @param channels of a latent
     * @param blocks channels of each block, from the largest image to the smallest; all but the last attend to the prompt
     * @param layers of a block
     * @param heads of attention
     * @param context values of a prompt's state
     * @param groups of the norms
     */
    record Sizes(long channels, List<Long> blocks, int layers, long heads, long context, long groups) {
        Sizes {
            blocks = List.copyOf(blocks);
        }
    }

    private UnetGraph(Sizes sizes, Layers layers) {
        this.sizes = sizes;
        this.layers = layers;
        this.norm = new Norm(sizes.groups, 1e-5);
    }

    static OnnxGraph of(Sizes sizes, Weights weights) {
        OnnxGraph graph = new OnnxGraph("unet");
        graph.input("sample", DataType.FLOAT, "batch", "channels", "height", "width");
        graph.input("timestep", DataType.FLOAT, "batch");
        graph.input("encoder_hidden_states", DataType.FLOAT, "batch", "sequence", Long.toString(sizes.context));
        new UnetGraph(sizes, new Layers(graph, weights)).build();
        graph.output("out_sample", DataType.FLOAT, "batch", "channels", "height", "width");
        return graph;
    }

    private void build() {
        List<Long> blocks = sizes.blocks;
        int last = blocks.size() - 1;
        Time time = time(blocks.get(0));
        String state = layers.convolution("conv_in", "sample", sizes.channels, blocks.get(0), 3, 1);
        long channels = blocks.get(0);
        Deque<Skip> skips = new ArrayDeque<>();
        skips.push(new Skip(state, channels));
        for (int block = 0; block <= last; block++) {
            String name = "down_blocks." + block;
            for (int layer = 0; layer < sizes.layers; layer++) {
                state = layer(name, layer, state, channels, blocks.get(block), time, block < last);
                channels = blocks.get(block);
                skips.push(new Skip(state, channels));
            }
            if (block < last) {
                state = layers.convolution(name + ".downsamplers.0.conv", state, channels, channels, 3, 2);
                skips.push(new Skip(state, channels));
            }
        }
        state = layers.residual("mid_block.resnets.0", state, channels, channels, norm, time);
        state = transformer("mid_block.attentions.0", state, channels);
        state = layers.residual("mid_block.resnets.1", state, channels, channels, norm, time);
        for (int block = 0; block <= last; block++) {
            String name = "up_blocks." + block;
            long to = blocks.get(last - block);
            for (int layer = 0; layer <= sizes.layers; layer++) {
                Skip skip = skips.pop();
                String joined = layers.node("Concat", List.of(state, skip.state), attribute("axis", 1));
                state = layer(name, layer, joined, channels + skip.channels, to, time, block > 0);
                channels = to;
            }
            if (block < last) {
                state = layers.convolution(name + ".upsamplers.0.conv", layers.doubled(state), to, to, 3, 1);
            }
        }
        String normed = layers.silu(layers.groupNorm("conv_norm_out", state, channels, sizes.groups, norm.epsilon()));
        String noise = layers.convolution("conv_out", normed, channels, sizes.channels, 3, 1);
        layers.graph().node("out_sample", "Identity", List.of(noise));
    }

    /** What goes from the way down to the way up. */
    private record Skip(String state, long channels) {}

    private String layer(String block, int layer, String input, long from, long to, Time time, boolean attends) {
        String state = layers.residual(block + ".resnets." + layer, input, from, to, norm, time);
        return attends ? transformer(block + ".attentions." + layer, state, to) : state;
    }

    /** Cosines and sines of the timestep in periods from 2 pi to 10,000 times that, through two layers. */
    private Time time(long width) {
        int half = (int) width / 2;
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = (float) Math.exp(-Math.log(LONGEST_PERIOD) * i / half);
        }
        String row = layers.graph().constant("frequencies", frequencies, 1, half);
        String angles = layers.multiply(layers.reshape("timestep", -1, 1), row);
        String waves = layers.node(
                "Concat",
                List.of(layers.node("Cos", List.of(angles)), layers.node("Sin", List.of(angles))),
                attribute("axis", 1));
        long wide = 4 * width;
        String first = layers.silu(layers.linear("time_embedding.linear_1", waves, width, wide));
        String second = layers.linear("time_embedding.linear_2", first, wide, wide);
        return new Time(layers.silu(second), wide);
    }

    /** Attention within the image, to the prompt, and a feed-forward network; {@code Transformer2DModel} in diffusers. */
    private String transformer(String name, String input, long width) {
        String normed = layers.groupNorm(name + ".norm", input, width, sizes.groups, TRANSFORMER_EPSILON);
        String projected = layers.convolution(name + ".proj_in", normed, width, width, 1, 1);
        String state = layers.tokens(projected, width);
        String block = name + ".transformer_blocks.0";
        String own = layers.layerNorm(block + ".norm1", state, width);
        state = layers.add(attention(block + ".attn1", own, own, width, width), state);
        String asking = layers.layerNorm(block + ".norm2", state, width);
        state = layers.add(attention(block + ".attn2", asking, "encoder_hidden_states", width, sizes.context), state);
        state = layers.add(
                feedForward(block + ".ff.net", layers.layerNorm(block + ".norm3", state, width), width), state);
        String image = layers.image(state, projected);
        return layers.add(layers.convolution(name + ".proj_out", image, width, width, 1, 1), input);
    }

    private String attention(String name, String asking, String asked, long width, long askedWidth) {
        String mixed = layers.attention(
                layers.linearWithoutBias(name + ".to_q", asking, width, width),
                layers.linearWithoutBias(name + ".to_k", asked, askedWidth, width),
                layers.linearWithoutBias(name + ".to_v", asked, askedWidth, width),
                width,
                sizes.heads);
        return layers.linear(name + ".to_out.0", mixed, width, width);
    }

    /** With a gate of GELU (Shazeer 2020). */
    private String feedForward(String name, String input, long width) {
        long wide = 4 * width;
        String both = layers.linear(name + ".0.proj", input, width, 2 * wide);
        String value = layers.slice(both, 0, wide);
        String gate = layers.slice(both, wide, 2 * wide);
        return layers.linear(name + ".2", layers.multiply(value, layers.gelu(gate)), wide, width);
    }
}
