package dev.tamis.cluster;

import dev.tamis.cluster.process.ClusterFolder;
import dev.tamis.cluster.process.ClusterSettings;
import dev.tamis.cluster.process.ClusterState;
import dev.tamis.local.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a cluster by its folder. */
final class FolderOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-cluster",
            description = "Folder of the cluster's data and logs, ${DEFAULT-VALUE} by default.")
    private Path folder = Path.of("");

    ClusterFolder folder() {
        return new ClusterFolder(folder);
    }

    /** What the cluster that runs there says of itself. */
    ClusterState state() throws IOException, CommandFailedException {
        return folder().state()
                .filter(told -> told.keeper().isPresent())
                .orElseThrow(() -> new CommandFailedException("no cluster runs in " + folder().folder()));
    }

    /** How the cluster that runs there is made. */
    ClusterSettings running() throws IOException, CommandFailedException {
        state();
        return folder().settings().orElseThrow();
    }
}
