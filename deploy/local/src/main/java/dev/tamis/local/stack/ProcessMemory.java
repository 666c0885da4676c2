package dev.tamis.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a JVM, in bytes.
 *
 * @param heap of the Java heap, what a collection left
 * @param direct of buffers outside of the heap that Java code holds
 * @param resident of the whole process, what is in RAM
 */
public record ProcessMemory(long heap, long direct, long resident) {
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    /**
     * Reads it.
     *
     * @param answer what {@link FlinkProcess} says of itself
     * @param status what Linux says of the process (proc(5), {@code /proc/pid/status})
     */
    static ProcessMemory of(String answer, Path status) throws IOException {
        String[] numbers = answer.split(" ", -1);
        String resident = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .findFirst()
                .orElseThrow(() -> new IOException("%s has no line %s".formatted(status, RESIDENT)));
        long kibibytes = Long.parseLong(
                resident.substring(RESIDENT.length()).replace("kB", "").strip());
        return new ProcessMemory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), kibibytes * KIBIBYTE);
    }
}
