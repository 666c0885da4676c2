package dev.tamis.benchmarks;

import dev.tamis.benchmarks.stream.UploadSize;
import java.util.List;
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

    List<UploadSize> sizes() {
        return sizes;
    }

    int rounds() {
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        return rounds;
    }
}
