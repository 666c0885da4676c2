package dev.tamis.training.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void letsOneInAtATime() throws IOException {
        try (FolderLock first = FolderLock.of(folder)) {
            assertThat(first).isNotNull();
            assertThatIOException()
                    .isThrownBy(() -> FolderLock.of(folder))
                    .withMessageContaining("another process is at work in " + folder);
        }
        assertThat(folder).isEmptyDirectory();
        FolderLock.of(folder).close();
    }

    @Test
    void passesByWhatAKillLeft() throws IOException {
        Files.createFile(folder.resolve(FolderLock.FILE));

        FolderLock.of(folder).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesAFileThatIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatIOException()
                .isThrownBy(() -> FolderLock.of(file))
                .withMessage(file + " is a file, where a folder is expected");
    }
}
