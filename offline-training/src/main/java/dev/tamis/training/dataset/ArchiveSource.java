package dev.tamis.training.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

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
            for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    visitor.visit(entry.getName(), entries.readAllBytes());
                }
            }
        } catch (ArchiveException e) {
            throw new IOException("neither a zip nor a tar archive: " + archive, e);
        }
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
