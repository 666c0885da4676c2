package dev.tamis.training.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that a reader, even after a kill, finds whole or not at all. */
public final class AtomicFiles {
    /**
     * Writes a file's content.
     *
     * @param <E> what else than the disk may fail
     */
    @FunctionalInterface
    public interface Writer<E extends Exception> {
        /**
         * Writes.
         *
         * @param part the file to make
         */
        void write(Path part) throws IOException, E;
    }

    private AtomicFiles() {}

    /** The failure of a write, with the file's name: a full disk does not give it. */
    public static IOException unwritable(Path file, IOException reason) {
        return new IOException("cannot write %s: %s".formatted(file, reason.getMessage()), reason);
    }

    /**
     * Writes beside the target, then moves over it; makes the target's folder where it is missing. Where the writer fails,
     * what stood there stays.
     */
    public static <E extends Exception> void replace(Path target, Writer<E> writer) throws IOException, E {
        Path absolute = target.toAbsolutePath().normalize();
        Files.createDirectories(absolute.resolveSibling("."));
        Path part = absolute.resolveSibling(
                absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writer.write(part);
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** {@link #replace} for a writer that reads no file: whatever fails is the write, and the message names the target. */
    public static void write(Path target, Writer<RuntimeException> writer) throws IOException {
        try {
            replace(target, writer);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }
}
