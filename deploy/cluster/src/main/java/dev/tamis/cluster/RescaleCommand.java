package dev.tamis.cluster;

import dev.tamis.cluster.process.ClusterJob;
import dev.tamis.cluster.process.ClusterSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets the job of a cluster go on with more or fewer subtasks. */
@Command(
        name = "rescale",
        description = "Stops the job with a savepoint, and lets it go on from there with another number of subtasks.")
final class RescaleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Option(
            names = "--parallelism",
            paramLabel = "COUNT",
            required = true,
            description = "How many subtasks it has then.")
    private int parallelism;

    @Override
    public Integer call() throws Exception {
        ClusterSettings settings = folder.running();
        if (parallelism < 1 || parallelism > settings.taskManagers()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--parallelism: 1 to %d expected, one a TaskManager, found %d"
                            .formatted(settings.taskManagers(), parallelism));
        }
        String savepoint = new ClusterJob(settings).rescale(parallelism);
        spec.commandLine().getOut().printf("goes on with %d subtasks from %s%n", parallelism, savepoint);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
