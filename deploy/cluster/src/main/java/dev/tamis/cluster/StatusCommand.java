package dev.tamis.cluster;

import dev.tamis.cluster.process.ClusterHealth;
import dev.tamis.cluster.process.ClusterSettings;
import dev.tamis.cluster.process.ClusterState;
import dev.tamis.cluster.process.ProcessState;
import dev.tamis.local.report.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a cluster is. */
@Command(
        name = "status",
        description = {"Says how a cluster is, part by part.", "Exit code 0: all of it works."})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the same as JSON.")
    private @Nullable Path json;

    /** What {@code --json} writes. */
    record Status(ClusterState state, ClusterHealth health) {}

    @Override
    public Integer call() throws Exception {
        ClusterState state = folder.state();
        ClusterSettings settings = folder.running();
        ClusterHealth health = print(spec.commandLine().getOut(), settings, state);
        if (json != null) {
            JsonFile.write(json, new Status(state, health));
        }
        return health.works() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String again(int restarts) {
        return switch (restarts) {
            case 0 -> "";
            case 1 -> "started again once";
            default -> "started again %d times".formatted(restarts);
        };
    }

    static ClusterHealth print(PrintWriter out, ClusterSettings settings, ClusterState state) {
        for (ProcessState process : state.processes()) {
            out.println("%-15s %-8s pid %-8s %s"
                    .formatted(
                            process.name(),
                            process.running() ? "running" : "ended",
                            process.pid() == null ? "" : process.pid(),
                            again(process.restarts()))
                    .stripTrailing());
        }
        ClusterHealth health = ClusterHealth.of(settings);
        out.println();
        health.parts()
                .forEach(part -> out.println(
                        "%-9s %-5s %s".formatted(part.name(), part.works() ? "works" : "fails", part.detail())));
        out.println("Folder          " + settings.folder());
        out.println("Send            ./tamis demo --bootstrap %s".formatted(settings.bootstrapServers()));
        state.processes().stream()
                .filter(process -> process.name().equals("console"))
                .flatMap(process -> process.said().stream())
                .forEach(out::println);
        out.flush();
        return health;
    }
}
