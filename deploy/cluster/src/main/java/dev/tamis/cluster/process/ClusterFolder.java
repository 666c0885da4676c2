package dev.tamis.cluster.process;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a cluster says of itself in its folder: {@code cluster.json}, how it is made, and {@code state.json}, how it is.
 */
public record ClusterFolder(Path folder) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public ClusterFolder {
        folder = folder.toAbsolutePath().normalize();
    }

    /** How it is made, where it was. */
    public Optional<ClusterSettings> settings() throws IOException {
        return read("cluster.json", ClusterSettings.class);
    }

    /** How it is, as it said last. */
    public Optional<ClusterState> state() throws IOException {
        return read("state.json", ClusterState.class);
    }

    public void write(ClusterSettings settings) throws IOException {
        write("cluster.json", settings);
    }

    void write(ClusterState state) throws IOException {
        write("state.json", state);
    }

    /** The log of the process that keeps the cluster running. */
    public Path log() {
        return folder.resolve("logs").resolve("cluster.log");
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
    }

    /** Makes it where it is missing, for its owner alone: it holds passwords' hashes and the first administrator's link. */
    public void create() throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Readers see all of it or none. */
    private void write(String name, Object value) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, JSON.writeValueAsBytes(value));
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
