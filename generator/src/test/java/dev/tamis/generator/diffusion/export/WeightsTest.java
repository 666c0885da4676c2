package dev.tamis.generator.diffusion.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The networks are those of Stable Diffusion: at its sizes they have just as many weights as its published checkpoint. */
class WeightsTest {
    private long count;

    @Test
    void countTheTextEncoders() {
        TextEncoderGraph.of(new TextEncoderGraph.Sizes(49_408, 77, 768, 12, 12, 3072), this::counted);
        assertThat(count).isEqualTo(123_060_480);
    }

    @Test
    void countTheUnets() {
        UnetGraph.of(new UnetGraph.Sizes(4, List.of(320L, 640L, 1280L, 1280L), 2, 8, 768, 32), this::counted);
        assertThat(count).isEqualTo(859_520_964);
    }

    @Test
    void countTheDecoders() {
        VaeDecoderGraph.of(new VaeDecoderGraph.Sizes(4, List.of(128L, 256L, 512L, 512L), 2, 32), this::counted);
        assertThat(count).isEqualTo(49_490_199);
    }

    @Test
    void areFewInTheTinyPipeline() {
        List<String> names = new ArrayList<>();
        UnetGraph.of(TinyPipeline.UNET, (name, shape) -> {
            names.add(name);
            return counted(name, shape);
        });
        TextEncoderGraph.of(TinyPipeline.TEXT_ENCODER, this::counted);
        VaeDecoderGraph.of(TinyPipeline.VAE_DECODER, this::counted);

        assertThat(names).doesNotHaveDuplicates().contains("mid_block.attentions.0.transformer_blocks.0.ff.net.0.proj.bias");
        assertThat(count).isBetween(10_000L, 100_000L);
    }

    private float[] counted(String name, long... shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        count += product;
        return new float[0];
    }
}
