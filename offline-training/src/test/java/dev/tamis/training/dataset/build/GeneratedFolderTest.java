package dev.tamis.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedFolderTest {
    @TempDir
    Path folder;

    @Test
    void listsTheImagesOfClassFoldersByName() throws IOException, UnusableDataSetException {
        PaintedSources.generated(folder);
        Files.createFile(folder.resolve("train/cat/0.png"));
        Files.createFile(folder.resolve("train/cat/.hidden"));

        List<GeneratedImage> images = new GeneratedFolder(folder).images();
        assertThat(images).hasSize(21);
        assertThat(images.stream().filter(image -> image.split() == Split.TRAIN && image.subject() == CifarClass.CAT))
                .extracting(GeneratedImage::name)
                .containsExactly("train/cat/0.png", "train/cat/a.png");
    }

    @Test
    void namesAMissingClassFolder() throws IOException {
        PaintedSources.generated(folder);
        Files.delete(folder.resolve("test/frog/a.png"));
        Files.delete(folder.resolve("test/frog"));

        refuses(folder.resolve("test/frog") + " is missing");
    }

    @Test
    void takesTheManifestsWordAndOrder() throws IOException, UnusableDataSetException {
        Files.createFile(folder.resolve("b.png"));
        Files.createFile(folder.resolve("a.png"));
        manifest(
                "{\"file\": \"b.png\", \"class\": \"ship\", \"split\": \"test\", \"prompt\": \"a ship\","
                        + " \"seed\": 7, \"negative\": null, \"sha256\": \"00\"}",
                "{\"file\": \"a.png\", \"class\": \"dog\", \"split\": \"train\"}");

        assertThat(new GeneratedFolder(folder).images())
                .containsExactly(
                        new GeneratedImage(
                                folder, "b.png", Split.TEST, CifarClass.SHIP, Map.of("prompt", "a ship", "seed", 7)),
                        new GeneratedImage(folder, "a.png", Split.TRAIN, CifarClass.DOG, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"file\": \"a.png\", \"class\": \"dog\"                      | no JSON object",
                "[]                                                            | no JSON object",
                "{\"file\": 7, \"class\": \"dog\", \"split\": \"train\"}       | a text \"file\" expected",
                "{\"file\": \"a.png\", \"split\": \"train\"}                   | a text \"class\" expected",
                "{\"file\": \"a.png\", \"class\": \"dogs\", \"split\": \"train\"} | class is one of airplane, automobile",
                "{\"file\": \"a.png\", \"class\": \"dog\", \"split\": \"val\"} | split is train or test, not val",
                "{\"file\": \"c.png\", \"class\": \"dog\", \"split\": \"train\"} | no file c.png in the folder",
                "{\"file\": \"a.png\", \"class\": \"dog\", \"split\": \"train\"} | the file a.png a second time",
                "{\"file\": \"../x\", \"class\": \"dog\", \"split\": \"train\"} | no file ../x in the folder",
            })
    void namesABrokenLineOfTheManifest(String line, String message) throws IOException {
        Files.createFile(folder.resolve("a.png"));
        manifest("{\"file\": \"a.png\", \"class\": \"dog\", \"split\": \"train\"}", line);

        refuses("manifest.jsonl, line 2: " + message);
    }

    @Test
    void namesAManifestThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("manifest.jsonl"), new byte[] {'{', (byte) 0xe9, '}'});

        refuses(folder.resolve("manifest.jsonl") + " is not UTF-8");
    }

    private void manifest(String... lines) throws IOException {
        Files.write(folder.resolve("manifest.jsonl"), List.of(lines));
    }

    private void refuses(String message) {
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> new GeneratedFolder(folder).images())
                .withMessageContaining(message);
    }
}
