package dev.tamis.cluster.process;

import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clock of one process, which is set without the machine's: libfaketime stands between the process and the C library. It is the
 * time of day alone; the clock by which a process waits goes on, as where a machine's clock is set.
 *
 * @param library libfaketime, for programs with several threads
 * @param file says by how much the clock is off, as libfaketime reads it
 */
public record FakeClock(Path library, Path file) {
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    /** Where libfaketime lies, where it is installed (Debian's package {@code libfaketime}). */
    public static Optional<Path> installedLibrary() throws IOException {
        for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> architectures = Files.list(folder)) {
                Optional<Path> found = Stream.concat(Stream.of(folder), architectures)
                        .map(each -> each.resolve(LIBRARY))
                        .filter(Files::exists)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The same process with this clock. */
    JvmCommand given(JvmCommand command) {
        return command.wrappedIn(List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // It is for old C libraries, and hangs JVMs.
                "FAKETIME_FORCE_MONOTONIC_FIX=0"));
    }

    /**
     * Sets it; the process follows within a second.
     *
     * @param offset from the machine's clock
     */
    void set(Duration offset) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "%+d%n".formatted(offset.toSeconds()));
    }
}
