package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadArchiveTest {
    private static final byte[] FILE = {1, 2, 3};

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void createFolder() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    @Test
    void unpacksZip() throws Exception {
        Path archive = folder.resolve("uploads");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            put(zip, new ZipArchiveEntry("a/b.png"));
        }

        UploadArchive.unpack(archive, out);

        assertThat(out.resolve("a/b.png")).hasBinaryContent(FILE);
        assertThat(UploadFolder.open(out).uploads()).extracting(Upload::name).containsExactly("a/b.png");
    }

    @Test
    void unpacksTarThatIsCompressed() throws Exception {
        Path archive = tar("a/b.png", true);

        UploadArchive.unpack(archive, out);

        assertThat(out.resolve("a/b.png")).hasBinaryContent(FILE);
    }

    @Test
    void refusesAnEntryOutside() throws Exception {
        Path archive = tar("../outside.png", false);

        assertThatThrownBy(() -> UploadArchive.unpack(archive, out)).isInstanceOf(IOException.class);
        assertThat(folder.resolve("outside.png")).doesNotExist();
    }

    @Test
    void saysThatAFileIsNoArchive() throws Exception {
        Path archive = Files.write(folder.resolve("photo.jpg"), new byte[2000]);

        assertThatThrownBy(() -> UploadArchive.unpack(archive, out))
                .isInstanceOf(IOException.class)
                .hasMessage(archive + ": a zip or tar archive expected, found none or a damaged one");
    }

    private Path tar(String name, boolean compressed) throws IOException {
        Path archive = folder.resolve("uploads");
        try (OutputStream file = Files.newOutputStream(archive);
                OutputStream stream = compressed ? new GZIPOutputStream(file) : file;
                TarArchiveOutputStream tar = new TarArchiveOutputStream(stream)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(FILE.length);
            put(tar, entry);
        }
        return archive;
    }

    private static <E extends ArchiveEntry> void put(ArchiveOutputStream<E> archive, E entry) throws IOException {
        archive.putArchiveEntry(entry);
        archive.write(FILE);
        archive.closeArchiveEntry();
    }
}
