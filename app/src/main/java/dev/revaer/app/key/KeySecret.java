package dev.revaer.app.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// What callers present: 256 random bits, of which only the SHA-256 is kept. With so many bits a slow hash would guard
/// nothing that a quick one does not.
public final class KeySecret {
    private static final String KEY_PREFIX = "rv_";
    private static final String TOKEN_PREFIX = "rvsetup_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeySecret() {}

    /// Makes the secret of an API key.
    public static String ofKey() {
        return KEY_PREFIX + random();
    }

    /// Makes a setup token.
    public static String ofSetup() {
        return TOKEN_PREFIX + random();
    }

    public static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
