package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.local.stack.Installation.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    private Path home = Path.of("");

    @Test
    void readsWhatMavenWroteWhereTamisWasBuilt() throws IOException {
        write("review-console/target/classpath", "/repository/a-1.jar:/repository/b-2.jar\n");

        Installation built = new Installation(home);

        assertThat(built.classPath(Room.CONSOLE))
                .isEqualTo(home
                        + "/review-console/target/tamis-review-console.jar:/repository/a-1.jar:/repository/b-2.jar");
        assertThat(built.jobJar()).isEqualTo(home.resolve("stream-job/target/tamis-job.jar"));
        assertThat(built.has(Room.CONSOLE)).isTrue();
        assertThat(built.has(Room.FLINK)).isFalse();
    }

    @Test
    void findsTheLibrariesOfAReleaseWhereverItWasUnpacked() throws IOException {
        write("VERSION", "1.2.3\n");
        write("lib/tamis-review-console.classpath", "lib/a-1.jar:lib/b-2.jar");

        Installation release = new Installation(home);

        assertThat(release.classPath(Room.CONSOLE))
                .isEqualTo("%1$s/lib/tamis-review-console-1.2.3.jar:%1$s/lib/a-1.jar:%1$s/lib/b-2.jar".formatted(home));
        assertThat(release.jobJar()).isEqualTo(home.resolve("tamis-job.jar"));
        assertThat(release.has(Room.CONSOLE)).isTrue();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), content);
    }
}
