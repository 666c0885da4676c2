package dev.tamis.generator.diffusion.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.List;

/** CLIP's text encoder, {@code CLIPTextModel} in transformers. */
final class TextEncoderGraph {
    private static final float MASKED = -1e9f;
    private static final double QUICK_GELU = 1.702;

    /**
     * How large an encoder is; of Stable Diffusion 1.4 as in {@code text_encoder/config.json}.
     *
     * @param vocabulary how many ids there are
     * @param tokens of a prompt
     * @param width values of a state
     * @param hidden values within a layer's feed-forward network
     */
    record Sizes(long vocabulary, int tokens, long width, int layers, long heads, long hidden) {}

    private TextEncoderGraph() {}

    static OnnxGraph of(Sizes sizes, Weights weights) {
        OnnxGraph graph = new OnnxGraph("text_encoder");
        graph.input("input_ids", DataType.INT32, "batch", Integer.toString(sizes.tokens));
        Layers layers = new Layers(graph, weights);
        String words = layers.weight("text_model.embeddings.token_embedding.weight", sizes.vocabulary, sizes.width);
        String places = layers.weight("text_model.embeddings.position_embedding.weight", sizes.tokens, sizes.width);
        String state = layers.add(layers.node("Gather", List.of(words, "input_ids")), places);
        String mask = graph.constant("mask", mask(sizes.tokens), sizes.tokens, sizes.tokens);
        for (int layer = 0; layer < sizes.layers; layer++) {
            state = layer(sizes, layers, "text_model.encoder.layers." + layer, state, mask);
        }
        String normed = layers.layerNorm("text_model.final_layer_norm", state, sizes.width);
        graph.node("last_hidden_state", "Identity", List.of(normed));
        graph.output(
                "last_hidden_state",
                DataType.FLOAT,
                "batch",
                Integer.toString(sizes.tokens),
                Long.toString(sizes.width));
        return graph;
    }

    private static String layer(Sizes sizes, Layers layers, String name, String input, String mask) {
        long width = sizes.width;
        String normed = layers.layerNorm(name + ".layer_norm1", input, width);
        String mixed = layers.attention(
                layers.linear(name + ".self_attn.q_proj", normed, width, width),
                layers.linear(name + ".self_attn.k_proj", normed, width, width),
                layers.linear(name + ".self_attn.v_proj", normed, width, width),
                width,
                sizes.heads,
                mask);
        String state = layers.add(input, layers.linear(name + ".self_attn.out_proj", mixed, width, width));
        String again = layers.layerNorm(name + ".layer_norm2", state, width);
        String wide = layers.linear(name + ".mlp.fc1", again, width, sizes.hidden);
        String active = layers.multiply(
                wide, layers.node("Sigmoid", List.of(layers.multiply(wide, layers.number(QUICK_GELU)))));
        return layers.add(state, layers.linear(name + ".mlp.fc2", active, sizes.hidden, width));
    }

    /** No token sees those behind it. */
    private static float[] mask(int tokens) {
        float[] mask = new float[tokens * tokens];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % tokens > i / tokens ? MASKED : 0;
        }
        return mask;
    }
}
