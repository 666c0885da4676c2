package dev.tamis.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the Dockerfiles without a machine that builds images. */
class DockerfilesTest {
    private static final Path HOME = Path.of("..", "..");

    /** An instruction with its continued lines. */
    private record Instruction(String name, String rest) {
        List<String> words() {
            return List.of(rest.split("\\s+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "console"})
    void beginsWithImagesOfAVersion(String image) throws IOException {
        Map<String, String> arguments = arguments(image);

        assertThat(arguments.entrySet().stream().filter(each -> each.getKey().endsWith("_IMAGE")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getValue()).matches("[a-z/-]+:\\d+[a-z0-9.-]+"));
        assertThat(instructions(image).filter(each -> each.name().equals("FROM")))
                .allSatisfy(each ->
                        assertThat(each.rest()).matches("(\\$\\{[A-Z]+_IMAGE}|runtime-\\$\\{VARIANT})( AS .*)?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "console"})
    void endsAsAUserOtherThanRoot(String image) throws IOException {
        List<Instruction> all = instructions(image).toList();
        List<Instruction> users =
                all.stream().filter(each -> each.name().equals("USER")).toList();

        // A number: Kubernetes cannot tell who a name is.
        assertThat(users).hasSize(1).allSatisfy(user -> assertThat(user.rest()).matches("[1-9]\\d*:[1-9]\\d*"));
        assertThat(all.subList(all.indexOf(users.get(0)), all.size()))
                .noneMatch(each -> each.name().equals("FROM"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "console"})
    void copiesWhatIsThere(String image) throws IOException {
        Set<String> stages = new HashSet<>();
        for (Instruction each : instructions(image).toList()) {
            if (each.name().equals("FROM") && each.words().size() == 3) {
                stages.add(each.words().get(2));
            }
            if (!each.name().equals("COPY")) {
                continue;
            }
            List<String> words = each.words().stream()
                    .filter(word -> !word.startsWith("--chown"))
                    .toList();
            if (words.get(0).startsWith("--from=")) {
                assertThat(stages).contains(words.get(0).substring("--from=".length()));
            } else {
                assertThat(HOME.resolve(words.get(0))).exists();
            }
        }
    }

    @Test
    void takesLibrariesWithNativeCodeFromTheClassPathOfFlink() throws IOException {
        List<String> classPath = List.of(Files.readString(HOME.resolve("deploy/flink/target/classpath"))
                .strip()
                .split(":"));

        assertThat(instructions("job").map(Instruction::rest))
                .anyMatch(rest -> rest.contains("grep -E '/(com/microsoft/onnxruntime|org/bytedeco)/'"));
        assertThat(classPath.stream()
                        .filter(each -> each.matches(".*/(com/microsoft/onnxruntime|org/bytedeco)/.*"))
                        .map(each -> Path.of(each)
                                .getFileName()
                                .toString()
                                .replaceAll("(_gpu)?-\\d.*?(-linux-x86_64)?\\.jar", "$2")))
                .containsExactlyInAnyOrder(
                        "onnxruntime", "leptonica", "leptonica-linux-x86_64", "javacpp", "javacpp-linux-x86_64");
    }

    @Test
    void runsTheJobOnTheFlinkThatItIsBuiltWith() throws IOException {
        assertThat(arguments("job").get("FLINK_IMAGE"))
                .isEqualTo("flink:" + EnvironmentInformation.getVersion() + "-java17");
    }

    @Test
    void asksTheConsoleForItsHealth() throws IOException {
        assertThat(instructions("console").filter(each -> each.name().equals("HEALTHCHECK")))
                .singleElement()
                .satisfies(each -> assertThat(each.rest()).contains("/health"));
    }

    private static Map<String, String> arguments(String image) throws IOException {
        Map<String, String> arguments = new HashMap<>();
        instructions(image)
                .filter(each -> each.name().equals("ARG") && each.rest().contains("="))
                .forEach(each ->
                        arguments.put(each.rest().split("=")[0], each.rest().split("=")[1]));
        return arguments;
    }

    private static Stream<Instruction> instructions(String image) throws IOException {
        String text = Files.readString(HOME.resolve("deploy/docker").resolve(image + ".Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", " ");
        return Arrays.stream(text.split("\n"))
                .filter(line -> !line.isBlank())
                .map(line -> new Instruction(line.split(" ", 2)[0], line.split(" ", 2)[1].strip()));
    }
}
