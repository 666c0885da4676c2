package dev.tamis.console;

import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.console.security.OpenIdSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a console runs.
 *
 * @param kafka that it reads items from and writes decisions to
 * @param host that it answers on
 * @param port that it answers on; 0 for any free one
 * @param publicUrl where browsers find it; null where they find it where it answers
 * @param tls null where it answers without
 * @param lease how long an item stays with whoever claims it and then does nothing
 * @param undoWindow how long a decision can be undone
 * @param models folder of detectors
 * @param modelsSeenByJob where the job's TaskManagers find the same folder; null for the same path
 * @param controlKey PEM of the Ed25519 key that signs instructions to the job; null where it asks for no signature
 * @param openId null where everyone has a password here
 */
public record ConsoleSettings(
        KafkaConnection kafka,
        String host,
        int port,
        @Nullable URI publicUrl,
        @Nullable TlsFiles tls,
        Duration lease,
        Duration undoWindow,
        Path models,
        @Nullable URI modelsSeenByJob,
        @Nullable String controlKey,
        @Nullable OpenIdSettings openId) {
    public ConsoleSettings {
        if (openId != null && publicUrl == null) {
            throw new IllegalArgumentException("logging in elsewhere needs an address that browsers come back to");
        }
        if (publicUrl != null) {
            publicUrl = withoutSlash(publicUrl);
        }
    }

    /** Paths are appended to it. */
    private static URI withoutSlash(URI url) {
        boolean isRoot = url.getPath() == null
                || url.getPath().isEmpty()
                || url.getPath().equals("/");
        if (url.getHost() == null || !isRoot || url.getQuery() != null) {
            throw new IllegalArgumentException("https://HOST without a path is expected, found " + url);
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** The scheme of its addresses. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }
}
