package dev.tamis.training;

import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.dataset.build.Manifest;
import dev.tamis.training.dataset.build.ManifestEntry;
import dev.tamis.training.dataset.build.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamis dataset verify}: compares a built data set with its manifest. */
@Command(
        name = "verify",
        description =
                "Hashes every file of a built data set and compares it with the manifest. Exits with 1 where a file is"
                        + " missing, changed or extra.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DatasetVerifyCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "what dataset build wrote")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the result as data")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException, UnusableDataSetException {
        List<ManifestEntry> entries = Manifest.read(folder);
        Verification verification = verify(entries);
        if (json.isPresent()) {
            JsonFile.write(verification, json.get());
        }
        print(verification, spec.commandLine().getOut());
        return verification.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Verification verify(List<ManifestEntry> entries) throws IOException {
        try (ProgressBar bar = Progress.ofImages("Verify", entries.size())) {
            return Verification.of(folder, entries, bar::step);
        }
    }

    private static void print(String what, List<String> paths, PrintWriter stdout) {
        paths.stream().limit(SHOWN).forEach(path -> stdout.printf("%-8s %s%n", what, path));
        if (paths.size() > SHOWN) {
            stdout.printf("%-8s and %,d more; --json writes them all%n", what, paths.size() - SHOWN);
        }
    }

    private static void print(Verification verification, PrintWriter stdout) {
        print("missing", verification.missing(), stdout);
        print("changed", verification.changed(), stdout);
        print("extra", verification.extra(), stdout);
        stdout.printf(
                "%,d images in the manifest: %,d missing, %,d changed; %,d extra files%n",
                verification.images(),
                verification.missing().size(),
                verification.changed().size(),
                verification.extra().size());
        stdout.flush();
    }
}
