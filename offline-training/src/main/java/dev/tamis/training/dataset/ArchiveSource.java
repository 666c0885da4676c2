package dev.tamis.training.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.jspecify.annotations.Nullable;

/** The files of an archive, in its order; the kind of archive is read from its first bytes, not from its name. */
record ArchiveSource(Path archive) implements ImageSource {
    private static final int BUFFER = 1 << 16;

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    /** Receives the files of an archive, wherever they stand in it. */
    @FunctionalInterface
    interface EntryVisitor {
        void visit(String path, byte[] file) throws IOException;
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        visitEntries(
                path -> Place.parse(path).isPresent(),
                (path, file) -> visitor.visit(Place.parse(path).orElseThrow(), file));
    }

    /** Reads the files of the wanted paths. */
    void visitEntries(Predicate<String> wanted, EntryVisitor visitor) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
                InputStream plain = new BufferedInputStream(decompress(file), BUFFER);
                ArchiveInputStream<?> entries = new ArchiveStreamFactory().createArchiveInputStream(plain)) {
            for (ArchiveEntry entry = next(entries); entry != null; entry = next(entries)) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    visitor.visit(entry.getName(), read(entries));
                }
            }
        } catch (ArchiveException e) {
            throw new IOException("neither a zip nor a tar archive, or a damaged one: " + archive, e);
        }
    }

    private @Nullable ArchiveEntry next(ArchiveInputStream<?> entries) throws IOException {
        try {
            return entries.getNextEntry();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte[] read(ArchiveInputStream<?> entries) throws IOException {
        try {
            return entries.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private IOException unreadable(IOException reason) {
        return new IOException(
                "cannot read %s, it is damaged or cut short: %s"
                        .formatted(
                                archive,
                                Objects.requireNonNullElse(
                                        reason.getMessage(), reason.getClass().getSimpleName())),
                reason);
    }

    private static InputStream decompress(InputStream file) throws IOException {
        try {
            String compression = CompressorStreamFactory.detect(file);
            return new CompressorStreamFactory().createCompressorInputStream(compression, file);
        } catch (CompressorException e) {
            return file; // not compressed, or in no known way; then it is no archive either
        }
    }
}
