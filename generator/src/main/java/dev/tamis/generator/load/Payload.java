package dev.tamis.generator.load;

import java.io.IOException;

/** Bytes of an upload, made or read when they are about to be sent, so that a list of uploads holds none of them. */
@FunctionalInterface
public interface Payload {
    /** @throws IOException where they cannot be read; its message tells the uploader why */
    byte[] read() throws IOException;
}
