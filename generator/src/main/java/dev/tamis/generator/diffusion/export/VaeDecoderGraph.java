package dev.tamis.generator.diffusion.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tamis.generator.diffusion.export.Layers.Norm;
import dev.tamis.generator.diffusion.export.Layers.Time;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.List;

/** The decoder of Stable Diffusion's variational autoencoder, of {@code AutoencoderKL} in diffusers. */
final class VaeDecoderGraph {
    private static final long COLOURS = 3;

    /**
     * How large a decoder is; of Stable Diffusion 1.4 as in {@code vae/config.json}.
     *
     * @param channels of a latent
     * @param blocks channels of each block, from the largest image to the smallest
     * @param layers of a block
     * @param groups of the norms
     */
    record Sizes(long channels, List<Long> blocks, int layers, long groups) {
        Sizes {
            blocks = List.copyOf(blocks);
        }
    }

    private VaeDecoderGraph() {}

    static OnnxGraph of(Sizes sizes, Weights weights) {
        OnnxGraph graph = new OnnxGraph("vae_decoder");
        graph.input("latent_sample", DataType.FLOAT, "batch", Long.toString(sizes.channels), "height", "width");
        build(sizes, new Layers(graph, weights));
        graph.output("sample", DataType.FLOAT, "batch", Long.toString(COLOURS), "rows", "columns");
        return graph;
    }

    private static void build(Sizes sizes, Layers layers) {
        Norm norm = new Norm(sizes.groups, 1e-6);
        int last = sizes.blocks.size() - 1;
        long width = sizes.blocks.get(last);
        String latent = layers.convolution("post_quant_conv", "latent_sample", sizes.channels, sizes.channels, 1, 1);
        String state = layers.convolution("decoder.conv_in", latent, sizes.channels, width, 3, 1);
        state = layers.residual("decoder.mid_block.resnets.0", state, width, width, norm, Time.NONE);
        state = attention("decoder.mid_block.attentions.0", layers, state, width, norm);
        state = layers.residual("decoder.mid_block.resnets.1", state, width, width, norm, Time.NONE);
        for (int block = 0; block <= last; block++) {
            String name = "decoder.up_blocks." + block;
            long to = sizes.blocks.get(last - block);
            for (int layer = 0; layer <= sizes.layers; layer++) {
                state = layers.residual(name + ".resnets." + layer, state, width, to, norm, Time.NONE);
                width = to;
            }
            if (block < last) {
                state = layers.convolution(name + ".upsamplers.0.conv", layers.doubled(state), to, to, 3, 1);
            }
        }
        String normed = layers.groupNorm("decoder.conv_norm_out", state, width, norm.groups(), norm.epsilon());
        String pixels = layers.convolution("decoder.conv_out", layers.silu(normed), width, COLOURS, 3, 1);
        layers.graph().node("sample", "Identity", List.of(pixels));
    }

    private static String attention(String name, Layers layers, String input, long width, Norm norm) {
        String state = layers.tokens(
                layers.groupNorm(name + ".group_norm", input, width, norm.groups(), norm.epsilon()), width);
        String mixed = layers.attention(
                layers.linear(name + ".to_q", state, width, width),
                layers.linear(name + ".to_k", state, width, width),
                layers.linear(name + ".to_v", state, width, width),
                width,
                1);
        return layers.add(layers.image(layers.linear(name + ".to_out.0", mixed, width, width), input), input);
    }
}
