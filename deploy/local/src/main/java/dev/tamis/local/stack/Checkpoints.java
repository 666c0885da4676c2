package dev.tamis.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints of the jobs that ran in one folder, as Flink lays them out: {@code JOB/chk-N/_metadata}. */
record Checkpoints(Path folder) {
    private static final String METADATA = "_metadata";
    private static final int DEPTH = 3;

    /** The newest complete checkpoint, which the next job continues. */
    Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> complete;
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            complete = files.filter(file -> file.endsWith(METADATA)).toList();
        }
        return complete.stream().max(Comparator.comparing(Checkpoints::written)).map(Path::getParent);
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // gone since the listing
        }
    }
}
