package dev.tamis.stream.detect;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Names a detector's file.
 *
 * @param uri where it can be read: a URI of any file system that Flink has, or a path of this machine
 * @param sha256 SHA-256 that it must have, 64 lower-case hexadecimal digits; null for whatever is there
 */
public record DetectorReference(String uri, @Nullable String sha256) implements Serializable {}
