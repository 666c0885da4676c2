package dev.tamis.generator.diffusion.export;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.detector.OnnxDetector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The networks are those of Stable Diffusion: at its sizes, which the configurations of the published folder give, they have as many
 * weights as its checkpoint, of the names and shapes that the classes of transformers and diffusers have ({@code pipeline_trace.py
 * weights}).
 */
class WeightsTest {
    private final TreeMap<String, long[]> weights = new TreeMap<>();

    @Test
    void areThoseOfTheTextEncoder() {
        TextEncoderGraph.of(new TextEncoderGraph.Sizes(49_408, 77, 768, 12, 12, 3072), this::remember);

        assertThatTheyAre(196, 123_060_480, "624cece52d6cd81f8a6e119643928b6f60a814ea8342f3cbd6bb5d53021e8cab");
    }

    @Test
    void areThoseOfTheUnet() {
        UnetGraph.of(new UnetGraph.Sizes(4, List.of(320L, 640L, 1280L, 1280L), 2, 8, 768, 32), this::remember);

        assertThatTheyAre(686, 859_520_964, "7e48e8cbd57b98798f745c292446698b36eead1575a903655db73aed50064c7f");
    }

    @Test
    void areThoseOfTheDecoder() {
        VaeDecoderGraph.of(new VaeDecoderGraph.Sizes(4, List.of(128L, 256L, 512L, 512L), 2, 32), this::remember);

        assertThatTheyAre(140, 49_490_199, "8e720737b1ccc9ead5fc23d8d67f0dbd456c3c81280ede3e81d5d2f0717c46c7");
    }

    @Test
    void areFewInTheTinyPipeline() {
        TextEncoderGraph.of(TinyPipeline.TEXT_ENCODER, this::remember);
        UnetGraph.of(TinyPipeline.UNET, this::remember);
        VaeDecoderGraph.of(TinyPipeline.VAE_DECODER, this::remember);

        assertThat(count()).isBetween(10_000L, 100_000L);
    }

    private void assertThatTheyAre(int tensors, long count, String sha256) {
        String lines = weights.entrySet().stream()
                .map(weight -> weight.getKey() + " "
                        + Arrays.stream(weight.getValue())
                                .mapToObj(Long::toString)
                                .collect(joining(",")) + "\n")
                .collect(joining());
        assertThat(weights).hasSize(tensors);
        assertThat(count()).isEqualTo(count);
        assertThat(OnnxDetector.sha256(lines.getBytes(StandardCharsets.UTF_8))).isEqualTo(sha256);
    }

    private long count() {
        return weights.values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    private float[] remember(String name, long... shape) {
        assertThat(weights.put(name, shape)).as(name).isNull();
        return new float[0];
    }
}
