package dev.tamis.training.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a folder or an archive that stand in class folders: {@code {REAL,FAKE}} or {@code {real,fake}}, of which one
 * will do, below the source itself, below {@code {train,test}} or below a folder for each of several sets.
 *
 * @param split whose files are read; those of the other one are left out, those of none are read
 */
record LabelledFiles(Path source, Split split) {
    /** A file that has been found and perhaps not been read. */
    @FunctionalInterface
    interface Content {
        byte[] read() throws IOException;
    }

    /** Receives the files one after another. */
    @FunctionalInterface
    interface Visitor {
        void visit(LabelledPath place, Content file) throws IOException;
    }

    /**
     * Visits the files in an order that is the same each time.
     *
     * @throws UnusableDataSetException where there is nothing, or a class folder is empty
     */
    void visit(Visitor visitor) throws IOException, UnusableDataSetException {
        if (Files.isDirectory(source)) {
            visitFolder(visitor);
        } else if (Files.isRegularFile(source)) {
            new ArchiveSource(source)
                    .visitEntries(
                            path -> place("", path).isPresent(),
                            (path, file) -> visitor.visit(place("", path).orElseThrow(), () -> file));
        } else {
            throw new UnusableDataSetException("no folder, archive, pack or CIFAR-100 file at " + source);
        }
    }

    private void visitFolder(Visitor visitor) throws IOException, UnusableDataSetException {
        Path root = source.toAbsolutePath().normalize();
        for (Path entry : entries(root)) {
            if (Files.isDirectory(entry)) {
                requireFiles(entry);
            } else {
                Optional<LabelledPath> place =
                        place(root.toString(), root.relativize(entry).toString());
                if (place.isPresent()) {
                    visitor.visit(place.get(), () -> Files.readAllBytes(entry));
                }
            }
        }
    }

    private static List<Path> entries(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.sorted().toList();
        } catch (UncheckedIOException e) {
            throw new IOException(root + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<LabelledPath> place(String root, String relative) {
        return LabelledPath.parse(root, relative)
                .filter(place -> place.split().isEmpty() || place.split().equals(Optional.of(split)));
    }

    private static void requireFiles(Path folder) throws IOException, UnusableDataSetException {
        if (LabelledPath.label(String.valueOf(folder.getFileName())).isPresent()) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isEmpty()) {
                    throw new UnusableDataSetException("no images in " + folder);
                }
            }
        }
    }
}
