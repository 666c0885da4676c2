package dev.tamis.generator.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the ids that the Rust library of Hugging Face gives for 362 prompts. */
class ClipTokenizerTest {
    @TempDir
    private Path folder;

    private Path files;

    @BeforeEach
    void writeTokenizer() throws IOException {
        TinyPipeline.write(folder);
        files = folder.resolve("tokenizer");
    }

    @Test
    void givesTheIdsOfTheReference() throws Exception {
        assertThatItGives(Fixture.read("tiny-prompts.json"), ClipTokenizer.read(files));
    }

    static void assertThatItGives(JsonNode prompts, ClipTokenizer tokenizer) {
        assertThat(prompts).hasSizeGreaterThan(300);
        for (JsonNode prompt : prompts) {
            TokenizedPrompt found = tokenizer.tokenize(prompt.get("prompt").asText());
            int[] expected = new int[tokenizer.length()];
            JsonNode ids = prompt.get("ids");
            Arrays.fill(expected, ids.get(ids.size() - 1).asInt());
            for (int i = 0; i < ids.size(); i++) {
                expected[i] = ids.get(i).asInt();
            }
            assertThat(found.ids()).as(prompt.get("prompt").toString()).containsExactly(expected);
            assertThat(found.cut())
                    .as(prompt.get("prompt").toString())
                    .isEqualTo(prompt.get("cut").asBoolean());
        }
    }

    @Test
    void padsWithWhatTheConfigurationNames() throws Exception {
        Files.writeString(
                files.resolve("tokenizer_config.json"),
                "{\"model_max_length\": 5, \"pad_token\": {\"content\": \"!\"}}");

        assertThat(ClipTokenizer.read(files).tokenize("").ids()).containsExactly(598, 599, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vocab.json | {} | vocab.json: a vocabulary of CLIP expected, found none for",
                "vocab.json | [1] | vocab.json: a JSON object expected, found one of type array",
                "vocab.json | {\"a\": 0, | vocab.json: a JSON object expected, found Unexpected end-of-input",
                "vocab.json | {\"a\": 7} | vocab.json, a: an id from 0 to 0 of its own expected, found 7",
                "merges.txt | #version#r t | merges.txt, line 2: two symbols that together are one of vocab.json expected, found r t",
                "merges.txt | #version#t h e | line 2: two symbols that together are one of vocab.json expected, found t h e",
                "tokenizer_config.json | {\"pad_token\": \"[PAD]\"} | pad_token: a token of vocab.json expected, found [PAD]",
                "tokenizer_config.json | {\"model_max_length\": \"77\"} | model_max_length: a number expected, found \"77\"",
            })
    void saysWhatIsWrong(String file, String content, String message) throws Exception {
        Files.writeString(files.resolve(file), content.replace("#version#", "#version: 0.2\n"));

        assertThatThrownBy(() -> ClipTokenizer.read(files))
                .isInstanceOf(UnusablePipelineException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"vocab.json", "merges.txt"})
    void saysWhatIsMissing(String file) throws Exception {
        Files.delete(files.resolve(file));

        assertThatThrownBy(() -> ClipTokenizer.read(files))
                .isInstanceOf(UnusablePipelineException.class)
                .hasMessage(files.resolve(file) + ": not there");
    }
}
