package dev.tamis.local;

import dev.tamis.generator.load.UploadFolder;
import dev.tamis.local.report.JsonFile;
import dev.tamis.stream.check.CheckResult;
import dev.tamis.stream.check.CheckResult.Rejected;
import dev.tamis.stream.check.CheckResult.Scored;
import dev.tamis.stream.check.ImageChecker;
import dev.tamis.vision.provenance.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores image files without Kafka and Flink. */
@Command(
        name = "check",
        description =
                "Scores image files, without Kafka. Exit code 0: every file was looked at; 1: one could not be read.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders of them.")
    private List<Path> paths = List.of();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--overlay",
            paramLabel = "DIR",
            description = "Writes each image under its heat map into a folder.")
    private @Nullable Path overlay;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        List<Path> files = files();
        List<CheckResult> results = new ArrayList<>();
        try (ImageChecker checker = ImageChecker.open(detector.file())) {
            for (Path file : files) {
                check(checker, file, results);
            }
        }
        if (json != null) {
            JsonFile.write(json, results);
        }
        return results.size() == files.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void check(ImageChecker checker, Path file, List<CheckResult> results) throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = ImageChecker.read(stream);
        } catch (IOException e) {
            PrintWriter errors = spec.commandLine().getErr();
            errors.println("tamis: %s cannot be read: %s".formatted(file, e.getMessage()));
            errors.flush();
            return;
        }
        CheckResult result = checker.check(file.toString(), bytes);
        results.add(result);
        spec.commandLine().getOut().println(line(result));
        spec.commandLine().getOut().flush();
        if (overlay != null && result instanceof Scored scored) {
            Files.createDirectories(overlay);
            Files.write(overlay.resolve(overlayName(results.size(), file)), checker.overlay(scored, bytes));
        }
    }

    private List<Path> files() throws IOException, CommandFailedException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                UploadFolder.open(path).uploads().forEach(upload -> files.add(path.resolve(upload.name())));
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new CommandFailedException(path + " does not exist");
            }
        }
        return files;
    }

    /** Files of one name in several folders get overlays of their own. */
    private static String overlayName(int number, Path file) {
        return "%04d-%s.png".formatted(number, file.getFileName());
    }

    private static String line(CheckResult result) {
        if (result instanceof Rejected rejected) {
            return "%-10s        %s  (%s: %s)"
                    .formatted("REJECTED", rejected.path(), rejected.rejection(), rejected.detail());
        }
        Scored scored = (Scored) result;
        String line = "%-10s %.4f %s%s".formatted(scored.verdict(), scored.score(), scored.path(), doubt(scored));
        return Stream.concat(Stream.of(line), scored.findings().stream().map(CheckCommand::said))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String doubt(Scored scored) {
        return switch (scored.basis()) {
            case IMAGE_OUT_OF_RANGE -> "  (unlike the images that the detector has learned from)";
            case IMAGE_QUALITY -> "  (too poor to be judged: %s)".formatted(scored.defects());
            case FILE_SAYS_GENERATED -> "  (the file itself says that a generator made it)";
            default -> "";
        };
    }

    /** What the file says, which nobody has checked. */
    private static String said(Finding finding) {
        return " ".repeat(18) + "the file's %s: %s".formatted(finding.source(), finding.text());
    }
}
