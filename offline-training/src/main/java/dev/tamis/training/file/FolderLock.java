package dev.tamis.training.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps other processes from working in a folder, while this one does. The system drops the lock with the process that holds
 * it, however that ends.
 */
public final class FolderLock implements AutoCloseable {
    /** The file that is locked. It stays: whoever had opened one that is removed would hold a lock that nobody meets. */
    public static final String FILE = ".lock";

    /** What this process holds: POSIX drops a lock when its holder closes the file once more. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder, which is made where it is missing.
     *
     * @throws IOException where it cannot be made, or is locked; the message names it
     */
    public static FolderLock of(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file, where a folder is expected");
        }
        Files.createDirectories(folder);
        Path file = folder.toRealPath().resolve(FILE);
        if (!HELD.add(file)) {
            throw taken(folder);
        }
        try {
            return lock(file).orElseThrow(() -> taken(folder));
        } catch (IOException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static Optional<FolderLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(file, channel));
    }

    private static IOException taken(Path folder) {
        return new IOException(
                "another process is at work in " + folder + "; wait for its end, or choose another folder");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
