package dev.tamis.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that warnings and errors go to, so that a terminal shows only what a person asked for. */
public final class LogFile {
    /** Read by {@code log4j2.xml}. */
    private static final String PROPERTY = "tamis.log";

    private LogFile() {}

    /** Sends the log into a folder from now on. */
    public static void openIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        System.setProperty(
                PROPERTY, folder.resolve("tamis.log").toAbsolutePath().toString());
    }

    public static Path current() {
        String fallback =
                Path.of(System.getProperty("java.io.tmpdir"), "tamis.log").toString();
        return Path.of(System.getProperty(PROPERTY, fallback));
    }
}
