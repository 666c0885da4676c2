package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What continuous integration may do, and that it runs what developers run. */
class WorkflowsTest {
    private static final Path WORKFLOWS = Launcher.HOME.resolve(".github/workflows");
    private static final Pattern USES = Pattern.compile("uses:\\s*(\\S+)(.*)");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern SCRIPT = Pattern.compile("(?m)(?:^|\\s)((?:\\./|\\.ci/|deploy/)[\\w./-]+)");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    /** A tag can be moved to other code, a commit cannot. */
    @ParameterizedTest
    @MethodSource("workflows")
    void pinsEveryActionToACommitAndSaysItsVersion(Path file) throws IOException {
        Matcher uses = USES.matcher(Files.readString(file));
        assertThat(uses.results().toList()).isNotEmpty().allSatisfy(use -> {
            assertThat(use.group(1)).matches(PINNED);
            assertThat(use.group(2)).matches(" # v\\d+\\.\\d+\\.\\d+");
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void readsTheRepositoryAndNoMoreUnlessAJobNeedsIt(Path file) throws IOException {
        JsonNode workflow = new YAMLMapper().readTree(file.toFile());
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.path("jobs").findValues("persist-credentials")).allMatch(value -> !value.asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void runsFilesThatAreThere(Path file) throws IOException {
        List<String> commands = new YAMLMapper().readTree(file.toFile()).findValuesAsText("run");
        assertThat(commands).contains(".ci/run");
        for (String command : commands) {
            Matcher script = SCRIPT.matcher(command);
            while (script.find()) {
                String path = script.group(1);
                if (!path.contains("target/") && !path.endsWith("/target")) {
                    assertThat(Launcher.HOME.resolve(path)).as(command).exists();
                }
            }
        }
    }
}
