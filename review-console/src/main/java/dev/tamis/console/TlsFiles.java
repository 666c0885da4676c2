package dev.tamis.console;

import java.nio.file.Path;

/**
 * What the console proves by TLS who it is with, both as PEM.
 *
 * @param certificate and the chain to its authority
 * @param key of the certificate, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
