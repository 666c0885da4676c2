package dev.tamis.generator.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against the folder of Stable Diffusion 1.4 as published, without weights. It may not be given on, so it lies in data/sd14 of those who
 * fetched it; without it the full vocabulary and the published sizes are not looked at, and the tests are counted as skipped.
 */
class PublishedPipelineTest {
    private static final Path PUBLISHED = Path.of(System.getProperty("tamis.sd14"));

    @BeforeEach
    void requireFolder() {
        assumeTrue(
                Files.isDirectory(PUBLISHED),
                () -> "no " + PUBLISHED + ": Stable Diffusion 1.4's folder, without weights, would be looked at");
    }

    @Test
    void givesTheIdsOfTheReferenceWithTheFullVocabulary() throws Exception {
        ClipTokenizer tokenizer = ClipTokenizer.read(PUBLISHED.resolve("tokenizer"));

        assertThat(tokenizer.vocabularySize()).isEqualTo(49_408);
        assertThat(tokenizer.length()).isEqualTo(77);
        ClipTokenizerTest.assertThatItGives(Fixture.read("prompts.json"), tokenizer);
    }

    @Test
    void readsTheScheduleOfTheNoise() throws Exception {
        NoiseSchedule schedule = NoiseSchedule.read(PUBLISHED.resolve("scheduler/scheduler_config.json"));
        NoiseSchedule usual = NoiseSchedule.STABLE_DIFFUSION;

        assertThat(schedule.signals()).containsExactly(usual.signals());
        assertThat(schedule.endsAtOne()).isEqualTo(usual.endsAtOne());
        assertThat(schedule.offset()).isEqualTo(usual.offset());
    }

    /** The sizes at which the exporter's weights are counted, and those that loading requires. */
    @Test
    void hasTheSizesThatTheNetworksAreCountedAt() throws Exception {
        JsonNode unet = config("unet");
        assertThat(unet.get("in_channels").asInt()).isEqualTo(Latents.CHANNELS);
        assertThat(unet.get("out_channels").asInt()).isEqualTo(Latents.CHANNELS);
        assertThat(unet.get("sample_size").asInt()).isEqualTo(512 / Latents.CELL);
        assertThat(unet.get("cross_attention_dim").asInt()).isEqualTo(768);
        assertThat(unet.get("layers_per_block").asInt()).isEqualTo(2);
        assertThat(unet.get("attention_head_dim").asInt()).isEqualTo(8);
        assertThat(unet.get("norm_num_groups").asInt()).isEqualTo(32);
        assertThat(Fixture.numbers(unet.get("block_out_channels"))).containsExactly(320, 640, 1280, 1280);
        JsonNode text = config("text_encoder");
        assertThat(text.get("hidden_size").asInt()).isEqualTo(768);
        assertThat(text.get("max_position_embeddings").asInt()).isEqualTo(77);
        assertThat(text.get("vocab_size").asInt()).isEqualTo(49_408);
        assertThat(text.get("num_hidden_layers").asInt()).isEqualTo(12);
        assertThat(text.get("num_attention_heads").asInt()).isEqualTo(12);
        assertThat(text.get("intermediate_size").asInt()).isEqualTo(3072);
        JsonNode vae = config("vae");
        assertThat(vae.get("latent_channels").asInt()).isEqualTo(Latents.CHANNELS);
        assertThat(vae.get("scaling_factor").asDouble()).isEqualTo(Latents.SCALE);
        assertThat(vae.get("layers_per_block").asInt()).isEqualTo(2);
        assertThat(Fixture.numbers(vae.get("block_out_channels"))).containsExactly(128, 256, 512, 512);
    }

    private static JsonNode config(String part) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(PUBLISHED.resolve(part).resolve("config.json")));
    }
}
