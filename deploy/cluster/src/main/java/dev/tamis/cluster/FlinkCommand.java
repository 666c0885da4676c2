package dev.tamis.cluster;

import dev.tamis.cluster.process.FlinkCommandLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Flink's own command line. */
@Command(
        name = "flink",
        description = "Flink's own command line on the cluster, as its bin/flink: ./tamis cluster flink -- list")
final class FlinkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "ARGUMENT", arity = "1..*", description = "An action of Flink and its options.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        int exit = FlinkCommandLine.of(folder.running()).run(arguments, out::println);
        out.flush();
        return exit;
    }
}
