package dev.tamis.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands have in common that start a broker. */
final class RigOptions {
    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-bench",
            description =
                    "Folder for broker, services and state, ${DEFAULT-VALUE} by default. Takes up to 25 GB; emptied before and after.")
    private Path folder = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The detector.onnx file; the one that ships by default.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure as JSON.")
    private @Nullable Path json;

    Path folder() {
        return folder.toAbsolutePath();
    }

    Path detector() {
        return BenchCommand.detector(command, model);
    }

    /** Writes the figures so far where they were asked for. */
    void write(Object figures) throws IOException {
        if (json != null) {
            JsonFile.write(json, figures);
        }
    }
}
