package dev.tamis.console.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One step that someone took.
 *
 * @param id 1 for the first, one more for each that follows
 * @param at when, to the microsecond
 * @param actor who, by log-in name; {@code console} for what nobody did
 * @param action what, in lower case with hyphens
 * @param subject on what, for example {@code item 17}
 * @param detail what else there is to know, for a person
 * @param hash SHA-256 over the entry before and this one, 32 bytes
 */
public record AuditEntry(long id, Instant at, String actor, String action, String subject, String detail, byte[] hash) {
    /** What stands before the first entry. */
    static final byte[] FIRST = new byte[32];

    /** The entry that follows one with this hash. */
    static AuditEntry after(
            byte[] previous, long id, Instant at, String actor, String action, String subject, String detail) {
        return new AuditEntry(
                id, at, actor, action, subject, detail, hash(previous, id, at, actor, action, subject, detail));
    }

    boolean follows(byte[] previous) {
        return MessageDigest.isEqual(hash, hash(previous, id, at, actor, action, subject, detail));
    }

    /** Each part as a netstring, so that none can be taken for a part of its neighbour. */
    private static byte[] hash(
            byte[] previous, long id, Instant at, String actor, String action, String subject, String detail) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        List<String> parts = List.of(
                HexFormat.of().formatHex(previous), Long.toString(id), at.toString(), actor, action, subject, detail);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
            sha256.update((byte) ',');
        }
        return sha256.digest();
    }
}
