package dev.tamis.generator.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.archivers.examples.Expander;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** A zip or tar archive of uploads, compressed or not. */
public final class UploadArchive {
    private static final int BUFFER = 1 << 16;

    private UploadArchive() {}

    /**
     * Unpacks an archive; what kind it is its first bytes say.
     *
     * @param folder takes its files; an entry that would lie outside is refused
     * @throws IOException where it is no archive, or a damaged one
     */
    public static void unpack(Path archive, Path folder) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
                InputStream plain = new BufferedInputStream(decompressed(file), BUFFER);
                ArchiveInputStream<?> entries = new ArchiveStreamFactory().createArchiveInputStream(plain)) {
            new Expander().expand(entries, folder);
        } catch (ArchiveException e) {
            throw new IOException(archive + ": a zip or tar archive expected, found none or a damaged one", e);
        }
    }

    private static InputStream decompressed(InputStream file) throws IOException {
        try {
            return new CompressorStreamFactory()
                    .createCompressorInputStream(CompressorStreamFactory.detect(file), file);
        } catch (CompressorException e) {
            return file; // not compressed, or in no known way; then it is no archive either
        }
    }
}
