package dev.tamis.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release consists of, as somebody has it who unpacked it. */
class DistributionIT {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final long PATIENCE_MINUTES = 5;

    /** With a space in it, as people's folders have. */
    @TempDir
    private static Path folder = Path.of("");

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = only(Path.of("target"), "tamis-*.tar.gz");
        Path place = Files.createDirectory(folder.resolve("my programs"));
        assertThat(run(place, 0, "tar", "-xzf", archive.toAbsolutePath())).isEmpty();
        home = only(place, "tamis-*");
    }

    @Test
    void launcherRunsWithoutABuild() throws Exception {
        assertThat(tamis(0, "help")).contains("demo", "console", "train");
        assertThat(tamis(0, "console", "--help")).contains("--bootstrap");
        assertThat(tamis(0, "cluster", "--help")).contains("up", "chaos");
        assertThat(tamis(0, "train", "--help")).contains("--data");
        assertThat(tamis(0, "generate", "--help")).contains("--tiny");
    }

    @Test
    void saysWhichCommandItLacks() throws Exception {
        assertThat(tamis(1, "bench", "limits"))
                .isEqualToIgnoringWhitespace("tamis: 'bench' is not in the release; a clone of the repository has it");
    }

    @Test
    void checksAnImage() throws Exception {
        Path image = folder.resolve("noise.png");
        BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int i = 0; i < 64 * 64; i++) {
            noise.setRGB(i % 64, i / 64, random.nextInt(1 << 24));
        }
        ImageIO.write(noise, "png", image.toFile());
        Path json = folder.resolve("check.json");

        tamis(0, "check", image, "--json", json);

        assertThat(Files.readString(json)).contains("noise.png", "\"score\"", "\"verdict\"");
    }

    @Test
    void demonstrationAccountsForEverySubmission() throws Exception {
        assertThat(tamis(0, "demo", "--out", folder.resolve("demo"))).contains("0 lost, 0 doubled, 0 not sent");
        assertThat(folder.resolve("demo/index.html")).isNotEmptyFile();
    }

    @Test
    void everyLibraryIsOnAClassPathAndInTheBillOfMaterials() throws Exception {
        Set<String> listed = new TreeSet<>();
        for (Path file : list(home.resolve("lib"), "*.classpath")) {
            for (String library : Files.readString(file).strip().split(":")) {
                assertThat(home.resolve(library)).isRegularFile();
                assertThat(library).startsWith("lib/").doesNotContain("..");
                listed.add(library.substring("lib/".length()));
            }
        }
        String version = Files.readString(home.resolve("VERSION")).strip();
        Stream.of("tamis-cluster", "tamis-review-console", "tamis-offline-training")
                .forEach(room -> listed.add(room + "-" + version + ".jar"));
        Set<String> there = list(home.resolve("lib"), "*.jar").stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isEqualTo(listed);

        for (Path plugin : list(home.resolve("plugins"), "*")) {
            there.add(only(plugin, "*.jar").getFileName().toString());
        }
        assertThat(components()).extracting(DistributionIT::fileName).containsAll(there);
    }

    @Test
    void namesTheLicenceOfEveryLibrary() throws Exception {
        String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
        assertThat(licences).doesNotContainIgnoringCase("unknown license");
        for (JsonNode component : components()) {
            String group = component.path("group").asText();
            if (!group.equals("dev.tamis")) {
                assertThat(licences)
                        .contains("(%s:%s:%s "
                                .formatted(
                                        group,
                                        component.path("name").asText(),
                                        component.path("version").asText()));
            }
        }
    }

    @Test
    void holdsNoPathOfTheMachineThatBuiltIt() throws Exception {
        List<Path> texts = new ArrayList<>(list(home.resolve("lib"), "*.classpath"));
        texts.addAll(list(home, "{tamis,VERSION,THIRD-PARTY.txt,tamis.cdx.*}"));
        for (Path text : texts) {
            assertThat(Files.readString(text))
                    .as("%s", text)
                    .doesNotContain(REPOSITORY.toString(), System.getProperty("user.home") + "/", "/.m2/");
        }
    }

    @Test
    void jobJarHasNeitherFlinkNorWhatAJvmLoadsOnce() throws Exception {
        assertThat(entries(home.resolve("tamis-job.jar")))
                .contains("dev/tamis/stream/ModerationJob.class", "dev/tamis/vision/image/ImageDecoder.class")
                .noneMatch(entry -> entry.startsWith("org/apache/flink/runtime/")
                        || entry.startsWith("org/apache/flink/core/")
                        || entry.startsWith("org/apache/flink/api/common/")
                        || entry.startsWith("ai/onnxruntime/")
                        || entry.startsWith("org/bytedeco/")
                        || entry.startsWith("org/slf4j/"));
    }

    @Test
    void consoleIsOneJar() throws Exception {
        Path jar = only(REPOSITORY.resolve("review-console/target"), "tamis-review-console-*-all.jar");
        assertThat(run(folder, 0, java(), "-jar", jar, "--help")).contains("--bootstrap", "--database");
        assertThat(entries(jar)).contains("org/postgresql/Driver.class").noneMatch(entry -> entry.endsWith(".SF"));
    }

    private static JsonNode components() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(home.resolve("tamis.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.path("components")).isNotEmpty();
        return bill.path("components");
    }

    /** The name of the file that a component is in the folder of libraries. */
    private static String fileName(JsonNode component) {
        String url = component.path("purl").asText();
        String classifier = url.contains("classifier=") ? "-" + url.replaceFirst(".*classifier=([^&]*).*", "$1") : "";
        return component.path("name").asText() + "-" + component.path("version").asText() + classifier + ".jar";
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(Object::toString).toList();
        }
    }

    private static String tamis(int exitCode, Object... arguments) throws Exception {
        return run(
                folder,
                exitCode,
                Stream.concat(Stream.of(home.resolve("tamis")), Stream.of(arguments))
                        .toArray());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs a command with nothing on the path but the system's programs and this Java, and returns all that it printed. */
    private static String run(Path directory, int exitCode, Object... words) throws Exception {
        List<String> command = Stream.of(words).map(Object::toString).toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("HOME", "LANG", "TMPDIR"));
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", command, printed).isEqualTo(exitCode);
        return printed;
    }

    private static Path only(Path directory, String glob) throws IOException {
        List<Path> found = list(directory, glob);
        assertThat(found).as("%s/%s", directory, glob).hasSize(1);
        return found.get(0);
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        try (var files = Files.newDirectoryStream(directory, glob)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        }
    }
}
