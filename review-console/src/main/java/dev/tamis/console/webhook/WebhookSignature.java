package dev.tamis.console.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls and checks their signatures as the Standard Webhooks specification 1.0 has it: {@code v1,} and the Base64 of
 * HMAC-SHA-256 over {@code ID.TIMESTAMP.BODY}. Its libraries check them too, in many languages.
 *
 * @param secret {@code whsec_} and the Base64 of the key
 */
public record WebhookSignature(String secret) {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String HMAC = "HmacSHA256";
    /** An older call may be one that someone overheard. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException where it is no secret; the message does not tell it */
    public WebhookSignature {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret begins with " + PREFIX);
        }
        try {
            key(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a secret is Base64 after " + PREFIX, e);
        }
    }

    static WebhookSignature of(byte[] key) {
        return new WebhookSignature(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /** The header's value for a call. */
    public String sign(String id, long timestamp, String body) {
        return VERSION + Base64.getEncoder().encodeToString(hmac("%s.%d.%s".formatted(id, timestamp, body)));
    }

    /**
     * Whether a call is what it says it is: signed with this secret, unchanged, and no older than five minutes.
     *
     * @param signatures the header's value: one or more, with spaces between them
     */
    public boolean isGenuine(String id, long timestamp, String body, String signatures, Instant now) {
        byte[] expected = sign(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
        boolean signed = Arrays.stream(signatures.split(" "))
                .anyMatch(each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), expected));
        Duration age = Duration.between(Instant.ofEpochSecond(timestamp), now).abs();
        return signed && age.compareTo(OLDEST) <= 0;
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key(secret), HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSignature";
    }
}
