package dev.tamis.generator.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file's bytes, read each time anew.
 *
 * @param file where they are
 * @param maxBytes a larger file is an error and is never held in memory
 */
record FilePayload(Path file, int maxBytes) implements Payload {
    @Override
    public byte[] read() throws IOException {
        long size = Files.size(file);
        if (size > maxBytes) {
            throw new IOException("%s has %d bytes; at most %d can be sent".formatted(file, size, maxBytes));
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(maxBytes);
            if (stream.read() >= 0) {
                throw new IOException("%s grew beyond %d bytes while it was read".formatted(file, maxBytes));
            }
            return bytes;
        }
    }
}
