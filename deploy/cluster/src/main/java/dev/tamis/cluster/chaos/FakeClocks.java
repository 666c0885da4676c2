package dev.tamis.cluster.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where libfaketime lies, by which processes have clocks that can be set (Debian's package {@code libfaketime}). */
public final class FakeClocks {
    private static final String FILE = "faketime/libfaketimeMT.so.1";

    private FakeClocks() {}

    /** The library for programs with several threads, where it is installed. */
    public static Optional<Path> library() throws IOException {
        for (String folder : new String[] {"/usr/lib", "/usr/lib64", "/usr/local/lib"}) {
            Path plain = Path.of(folder, FILE);
            if (Files.exists(plain)) {
                return Optional.of(plain);
            }
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> byArchitecture = Files.list(Path.of(folder))) {
                    Optional<Path> found = byArchitecture
                            .map(each -> each.resolve(FILE))
                            .filter(Files::exists)
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
