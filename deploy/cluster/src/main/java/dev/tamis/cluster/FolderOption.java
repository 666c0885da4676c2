package dev.tamis.cluster;

import dev.tamis.cluster.process.ClusterFolder;
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
}
