package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The synthetic half that the generator makes becomes a data set beside photographs, as CIFAKE was made. */
class SyntheticDataSetIT {
    private static final int CLASSES = 10;
    private static final int VALUES = 3 * 32 * 32;

    @TempDir
    private Path folder;

    @Test
    void isBuiltOfWhatTheGeneratorMade() throws Exception {
        Path generated = folder.resolve("generated");
        Path set = folder.resolve("set");
        Files.write(folder.resolve("data_batch_1.bin"), cifar10(2, new Random(1)));
        Files.write(folder.resolve("test_batch.bin"), cifar10(1, new Random(2)));

        Launcher.run(
                "generate",
                "cifake",
                "--tiny",
                "--steps",
                2,
                "--train",
                2,
                "--test",
                1,
                "--seed",
                3,
                "--out",
                generated);
        String printed = Launcher.run("dataset", "build", "--cifar10", folder, "--fake", generated, "--out", set);

        assertThat(printed).contains(set + " is ready");
        List<String> manifest = Files.readAllLines(set.resolve("manifest.jsonl"));
        assertThat(manifest).hasSize(2 * 3 * CLASSES);
        assertThat(manifest)
                .filteredOn(line -> line.contains("\"label\":\"FAKE\""))
                .hasSize(3 * CLASSES)
                .allMatch(line -> line.contains("\"model\":\"tamis-tiny\"") && line.contains("a photograph of a"));
        assertThat(Launcher.run("dataset", "verify", set)).doesNotContain("broken");
    }

    /** CIFAR-10's binary form: of each image its class, then three planes of 32 x 32 values. */
    private static byte[] cifar10(int imagesOfAClass, Random random) throws Exception {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        byte[] values = new byte[VALUES];
        for (int i = 0; i < imagesOfAClass * CLASSES; i++) {
            random.nextBytes(values);
            batch.write(i % CLASSES);
            batch.write(values);
        }
        return batch.toByteArray();
    }
}
