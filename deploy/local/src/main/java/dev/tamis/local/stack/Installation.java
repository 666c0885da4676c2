package dev.tamis.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where the jars of Tamis are: in the folders of its modules where it was built, or all in one where a release was unpacked.
 *
 * @param home the repository, or the release
 */
public record Installation(Path home) {
    /** A module with a class path of its own, since its libraries do not go with those of others. */
    public enum Room {
        LOCAL("deploy/local", "tamis-local"),
        CONSOLE("review-console", "tamis-review-console"),
        FLINK("deploy/flink", "tamis-flink");

        private final String folder;
        private final String artifact;

        Room(String folder, String artifact) {
            this.folder = folder;
            this.artifact = artifact;
        }
    }

    /** Only a release has it; the launcher {@code tamis} goes by it too. */
    private static final String VERSION = "VERSION";

    /** The module's jar. */
    public Path jar(Room room) throws IOException {
        return isRelease()
                ? home.resolve("lib/%s-%s.jar"
                        .formatted(
                                room.artifact,
                                Files.readString(home.resolve(VERSION)).strip()))
                : built(room).resolve(room.artifact + ".jar");
    }

    /** The libraries of a module, as a class path. */
    public String libraries(Room room) throws IOException {
        String libraries = Files.readString(classPathFile(room)).strip();
        // Those of a release are given from its folder.
        return Arrays.stream(libraries.split(":"))
                .map(library -> home.resolve(library).toString())
                .collect(Collectors.joining(":"));
    }

    /** The class path of a module: its jar and its libraries. */
    public String classPath(Room room) throws IOException {
        return jar(room) + ":" + libraries(room);
    }

    /** Whether the module was built; those of a release were. */
    public boolean has(Room room) {
        return Files.exists(classPathFile(room));
    }

    /** What is submitted to a Flink cluster. */
    public Path jobJar() {
        return home.resolve(isRelease() ? "tamis-job.jar" : "stream-job/target/tamis-job.jar");
    }

    /** The folder of Flink's plugins: file systems for object stores. */
    public Path flinkPlugins() {
        return isRelease() ? home.resolve("plugins") : built(Room.FLINK).resolve("plugins");
    }

    private Path classPathFile(Room room) {
        return isRelease()
                ? home.resolve("lib").resolve(room.artifact + ".classpath")
                : built(room).resolve("classpath");
    }

    private Path built(Room room) {
        return home.resolve(room.folder).resolve("target");
    }

    private boolean isRelease() {
        return Files.exists(home.resolve(VERSION));
    }
}
