package dev.tamis.training.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that a reader, even after a kill, finds whole or not at all. */
public final class AtomicFiles {
    /** Writes a file's content. */
    @FunctionalInterface
    public interface Writer {
        /**
         * @param part an empty file to fill
         */
        void write(Path part) throws IOException;
    }

    private AtomicFiles() {}

    /** Writes beside the target, then moves over it; makes the target's folder where it is missing. */
    public static void replace(Path target, Writer writer) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = Files.createDirectories(absolute.resolveSibling("."));
        Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        try {
            writer.write(part);
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
