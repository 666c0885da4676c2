package dev.tamis.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GeneratorCliTest {
    @TempDir
    private Path folder;

    private record Run(int exitCode, String output, String errors) {}

    @Test
    void makesTheSameImagesOfTheSameSeedOnOneOrFourThreads() throws Exception {
        Path json = folder.resolve("report.json");
        Run one = generate(
                "--tiny",
                "--count",
                2,
                "--seed",
                7,
                "--steps",
                3,
                "--threads",
                1,
                "--out",
                folder.resolve("a"),
                "--json",
                json);
        Run four = generate(
                "--tiny", "--count", 2, "--seed", 7, "--steps", 3, "--threads", 4, "--out", folder.resolve("b"));

        assertThat(one.exitCode()).as(one.errors()).isZero();
        assertThat(one.output()).contains("Seed 7", "2 images in " + folder.resolve("a") + ", 2 of them made now");
        assertThat(four.exitCode()).as(four.errors()).isZero();
        for (String image : new String[] {"00000.png", "00001.png"}) {
            assertThat(folder.resolve("b").resolve(image))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(image));
        }
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("images").asInt()).isEqualTo(2);
        assertThat(report.get("made").asInt()).isEqualTo(2);
        assertThat(report.get("cut_prompts").asInt()).isZero();
    }

    @Test
    void saysThatPromptsWereCut() throws Exception {
        Path prompts =
                Files.writeString(folder.resolve("prompts.txt"), "a cat\n\n" + "a very ".repeat(60) + "long prompt\n");

        Run run = generate("--tiny", "--prompts", prompts, "--steps", 1, "--out", folder.resolve("out"));

        assertThat(run.output())
                .contains("2 images in", "Prompts longer than the text encoder takes, whose ends were not used: 1");
    }

    /** Killed at some moment, then run again: the folder of a run that was left alone. */
    @Test
    void goesOnAfterAKill() throws Exception {
        String[] arguments = {"cifake", "--tiny", "--steps", "8", "--train", "3", "--test", "1", "--out"};
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(Stream.of(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Djava.io.tmpdir=" + folder,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        GeneratorCli.class.getName(),
                                        "generate"),
                                Arrays.stream(arguments),
                                Stream.of(killed.toString()))
                        .flatMap(part -> part)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (process.isAlive() && !Files.exists(killed.resolve("train/airplane/00001.png"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(killed.resolve("manifest.jsonl"))
                .as(Files.readString(folder.resolve("log")))
                .doesNotExist();

        Run rest = generate(with(arguments, killed));
        Run whole = generate(with(arguments, folder.resolve("whole")));

        assertThat(rest.exitCode()).as(rest.errors()).isZero();
        assertThat(rest.output()).contains("40 images in").doesNotContain("40 of them");
        assertThat(whole.output()).contains("40 of them");
        assertThat(killed.resolve("manifest.jsonl")).hasSameTextualContentAs(folder.resolve("whole/manifest.jsonl"));
        assertThat(killed.resolve("test/truck/00000.png"))
                .hasSameBinaryContentAs(folder.resolve("whole/test/truck/00000.png"));
    }

    @Test
    void saysInALineWhatIsWrong() throws Exception {
        Path broken = folder.resolve("broken");
        TinyPipeline.write(broken);
        Files.delete(broken.resolve("unet/model.onnx"));

        assertThat(generate("--model", broken, "--out", folder.resolve("out")).errors())
                .isEqualToIgnoringNewLines("tamis: " + broken.resolve("unet/model.onnx") + ": not there");
        assertThat(generate("--model", folder.resolve("none"), "--out", folder.resolve("out"))
                        .errors())
                .isEqualToIgnoringNewLines(
                        "tamis: " + folder.resolve("none") + ": a folder of a pipeline expected, found none");
        assertThat(generate("--tiny", "--size", 60, "--out", folder.resolve("out")))
                .isEqualTo(new Run(
                        2,
                        "",
                        "tamis: a width of 8 to 4,096 pixels and a multiple of 8 expected, found 60%nSee ./tamis generate --help%n"
                                .formatted()));
        assertThat(generate("--tiny", "--scheduler", "heun", "--out", folder.resolve("out"))
                        .errors())
                .contains("expected one of [EULER_ANCESTRAL, EULER, DDIM, LMS]", "but was 'heun'");
        assertThat(generate("--tiny", "--threads", 0, "--out", folder.resolve("out"))
                        .errors())
                .startsWith("tamis: at least one thread expected, found 0");
        assertThat(generate("--tiny", "--side", 0, "--out", folder.resolve("out"))
                        .errors())
                .startsWith("tamis: --side: at least 1 pixel expected, found 0");
        assertThat(generate("--tiny", "--prompts", folder.resolve("none"), "--out", folder.resolve("out"))
                        .errors())
                .isEqualToIgnoringNewLines("tamis: " + folder.resolve("none") + ": not there");
        assertThat(generate("--out", folder.resolve("out")).errors())
                .contains("Missing required option: '--model=DIR' or '--tiny'");
        assertThat(generate("--tiny").errors()).contains("Missing required option: '--out=DIR'");
    }

    private static Object[] with(String[] arguments, Path last) {
        return Stream.concat(Arrays.stream(arguments), Stream.of(last.toString()))
                .toArray();
    }

    private static Run generate(Object... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine commandLine =
                GeneratorCli.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        String[] all = Stream.concat(
                        Stream.of("generate"), Arrays.stream(arguments).map(Object::toString))
                .toArray(String[]::new);
        int exitCode = commandLine.execute(all);
        return new Run(exitCode, output.toString(), errors.toString());
    }
}
