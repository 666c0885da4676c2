package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.tamis.benchmarks.BenchmarksCli;
import dev.tamis.cluster.ClusterCli;
import dev.tamis.generator.GeneratorCli;
import dev.tamis.local.LocalCli;
import dev.tamis.training.TrainingCli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** No document names a command, an option, a module or a test that is not there. {@link ClusterIT} runs those that need a cluster. */
class DocumentedCommandsTest {
    /** Of other programs: what checks their commands, or the files that these are about. */
    private static final Map<String, String> TESTED_BY = Map.of(
            "flink", "ClusterIT",
            "prometheus", "PrometheusTest",
            "docker", "ComposeTest",
            "cp", "ComposeTest",
            "helm", "ChartTest",
            "kubectl", "ChartTest",
            "deploy/distribution/reproduce", "WorkflowsTest",
            "python3", "PublishedPipelineTest",
            "node", "PublishedPipelineTest");

    private static final Pattern OUTSIDE_OF_BLOCKS = Pattern.compile("`\\./tamis( [^`]+)`");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
    private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern OPTION = Pattern.compile("--?[a-zA-Z][\\w-]*");

    /** Of the repository, as git knows them. */
    private static List<Path> files = List.of();

    @BeforeAll
    static void listFiles() throws Exception {
        Process git = new ProcessBuilder("git", "ls-files", "-z")
                .directory(Launcher.HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        files = Stream.of(printed.split("\0")).map(Path::of).toList();
    }

    private static List<Path> documents() {
        return files.stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    static Stream<Arguments> commands() throws IOException {
        List<Arguments> commands = new ArrayList<>();
        for (Path document : documents()) {
            for (DocumentedCommand command : DocumentedCommand.of(document)) {
                commands.add(argumentSet(command.toString(), command));
            }
        }
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(DocumentedCommand command) throws Exception {
        switch (command.program()) {
            case "./tamis" -> {
                List<String> words = command.arguments();
                assertThatCode(() -> commandLine(words.get(0)).parseArgs(parsed(words)))
                        .doesNotThrowAnyException();
            }
            case "./mvnw" -> requireModulesAndTests(command.text());
            default -> assertThat(TESTED_BY).containsKey(command.program());
        }
    }

    @Test
    void whatIsSaidToTestACommandIsThere() {
        assertThat(TESTED_BY.values()).allSatisfy(this::requireTest);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAndOptionsNamedInSentencesAreThere(Path document) throws Exception {
        for (String words : groups(OUTSIDE_OF_BLOCKS, Files.readString(Launcher.HOME.resolve(document)))
                .toList()) {
            requireOptions(words.strip());
        }
    }

    /** Else nothing would look at them. */
    @ParameterizedTest
    @MethodSource("documents")
    void blocksOfCommandsSayThatTheyAre(Path document) throws IOException {
        assertThat(DocumentedCommand.blocks(document, ""))
                .noneMatch(block -> block.contains("./tamis ") || block.contains("./mvnw "));
    }

    private void requireOptions(String words) throws Exception {
        List<String> rest = new ArrayList<>(List.of(words.split("\\s+")));
        if (rest.get(0).equals("console")) {
            // Its libraries do not go with Flink's.
            String help = Launcher.run("console", "--help");
            assertThat(options(rest)).allSatisfy(option -> assertThat(help).contains(option));
            return;
        }
        CommandLine command = commandLine(rest.get(0));
        if (rest.get(0).equals("cluster")) {
            rest.remove(0);
        }
        while (!rest.isEmpty()
                && WORD.matcher(rest.get(0)).matches()
                && !command.getSubcommands().isEmpty()) {
            assertThat(command.getSubcommands()).containsKey(rest.get(0));
            command = Objects.requireNonNull(command.getSubcommands().get(rest.remove(0)));
        }
        CommandSpec spec = command.getCommandSpec();
        assertThat(options(rest))
                .allSatisfy(
                        option -> assertThat(spec.findOption(option)).as(option).isNotNull());
    }

    private static Stream<String> options(List<String> words) {
        return words.stream().filter(word -> OPTION.matcher(word).matches());
    }

    private void requireModulesAndTests(String maven) {
        groups(MODULES, maven)
                .flatMap(modules -> Stream.of(modules.split(",")))
                .forEach(module -> assertThat(files).contains(Path.of(module, "pom.xml")));
        groups(TEST, maven).filter(test -> !test.equals("none")).forEach(this::requireTest);
        groups(PROFILE, maven)
                .forEach(profile -> assertThat(Launcher.HOME.resolve("pom.xml"))
                        .content()
                        .contains("<id>%s</id>".formatted(profile)));
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private void requireTest(String name) {
        assertThat(files).anyMatch(file -> file.endsWith(name + ".java"));
    }

    private static CommandLine commandLine(String command) {
        return switch (command) {
            case "cluster" -> ClusterCli.commandLine();
            case "bench", "plan" -> BenchmarksCli.commandLine();
            case "generate" -> GeneratorCli.commandLine();
            default ->
                TrainingCli.commandLine().getSubcommands().containsKey(command)
                        ? TrainingCli.commandLine()
                        : LocalCli.commandLine();
        };
    }

    /** The launcher keeps the name of the command that has a main class of its own. */
    private static String[] parsed(List<String> words) {
        return words.stream().skip(words.get(0).equals("cluster") ? 1 : 0).toArray(String[]::new);
    }
}
