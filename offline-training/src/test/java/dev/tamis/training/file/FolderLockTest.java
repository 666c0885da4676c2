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
        FolderLock.of(folder).close();
    }

    @Test
    void keepsOtherProcessesOut() throws IOException, InterruptedException {
        try (FolderLock first = FolderLock.of(folder)) {
            assertThat(first).isNotNull();
            assertThatIOException().isThrownBy(() -> FolderLock.of(folder));
            assertThat(exitOfAnotherProcess()).isEqualTo(1);
        }
        assertThat(exitOfAnotherProcess()).isZero();
    }

    @Test
    void namesAFileThatIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatIOException()
                .isThrownBy(() -> FolderLock.of(file))
                .withMessage(file + " is a file, where a folder is expected");
    }

    private int exitOfAnotherProcess() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Contender.class.getName(),
                        folder.toString())
                .start()
                .waitFor();
    }

    /** Locks a folder and ends: with 0, or with 1 where it cannot. */
    static final class Contender {
        private Contender() {}

        public static void main(String[] folder) throws IOException {
            FolderLock.of(Path.of(folder[0])).close();
        }
    }
}
