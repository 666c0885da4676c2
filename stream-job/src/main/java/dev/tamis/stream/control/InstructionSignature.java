package dev.tamis.stream.control;

import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 (RFC 8032) signatures of instructions: of the record's value, in a header of the record.
 *
 * @param publicKey X.509 encoding of the key, Base64, as in a PEM file of {@code openssl pkey -pubout}
 */
public record InstructionSignature(String publicKey) implements Serializable {
    private static final String ALGORITHM = "Ed25519";

    /** @throws IllegalArgumentException where the text is no such key */
    public InstructionSignature {
        key(publicKey);
    }

    /** Whether a signature is that of the key's owner for a value. */
    boolean holds(byte[] value, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key(publicKey));
            verification.update(value);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // of another length
        }
    }

    /**
     * Signs a value.
     *
     * @param privateKey PKCS #8 encoding of the key, Base64, as in a PEM file of {@code openssl genpkey -algorithm ed25519}
     * @return 64 bytes
     * @throws IllegalArgumentException where the text is no such key
     */
    public static byte[] sign(byte[] value, String privateKey) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body(privateKey))));
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(value);
            return signing.sign();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no Ed25519 private key in PKCS #8 encoding", e);
        }
    }

    private static PublicKey key(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body(text))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no Ed25519 public key in X.509 encoding", e);
        }
    }

    /** The Base64 of a PEM file, which may stand without its frame. */
    private static String body(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }
}
