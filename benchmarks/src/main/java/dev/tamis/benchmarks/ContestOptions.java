package dev.tamis.benchmarks;

import dev.tamis.benchmarks.stream.UploadSize;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands have in common that measure whole services. */
final class ContestOptions {
    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--sizes",
            paramLabel = "SIZE",
            split = ",",
            description = "JPEGs to judge: ${COMPLETION-CANDIDATES}; all by default.")
    private List<UploadSize> sizes = List.of(UploadSize.values());

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each service, ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-bench",
            description =
                    "Folder for the broker and the services, ${DEFAULT-VALUE} by default. Takes up to 12 GB; emptied before and after.")
    private Path folder = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The detector.onnx file; the one that ships by default.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure as JSON.")
    private @Nullable Path json;

    List<UploadSize> sizes() {
        return sizes;
    }

    int rounds() {
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        return rounds;
    }

    Path folder() {
        return folder.toAbsolutePath();
    }

    Path detector() {
        return BenchCommand.detector(command, model);
    }

    @Nullable Path json() {
        return json;
    }
}
