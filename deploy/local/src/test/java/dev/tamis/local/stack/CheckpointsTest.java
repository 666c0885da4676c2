package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    @Test
    void findsNoneWhereNoJobRan() throws IOException {
        assertThat(new Checkpoints(folder.resolve("missing")).newest()).isEmpty();
        assertThat(new Checkpoints(folder).newest()).isEmpty();
    }

    @Test
    void findsTheNewestThatIsComplete() throws IOException {
        complete("job-b/chk-7", 1_000);
        Path newest = complete("job-a/chk-2", 2_000);
        Files.createDirectories(folder.resolve("job-c/chk-1"));
        assertThat(new Checkpoints(folder).newest()).contains(newest);
    }

    private Path complete(String name, long writtenMs) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(name));
        Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenMs));
        return checkpoint;
    }
}
