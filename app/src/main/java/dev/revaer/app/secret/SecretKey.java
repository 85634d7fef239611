package dev.revaer.app.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

/// A key for secrets: 256 bits, known by a name that tells nothing of them.
public final class SecretKey {
    private static final int BYTES = 32;
    private static final int NAME_BYTES = 4;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    private final byte[] bytes;
    private final String name;

    private SecretKey(byte[] bytes) {
        this.bytes = bytes.clone();
        this.name = nameOf(bytes);
    }

    /// Makes a new one.
    static SecretKey random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretKey(bytes);
    }

    /// Reads 32 bytes in base64, either alphabet, or in hex.
    ///
    /// @throws IllegalArgumentException with a sentence for people that repeats no part of the text
    public static SecretKey parse(String text) {
        var trimmed = text.strip();
        var bytes = HEX.matcher(trimmed).matches() ? HexFormat.of().parseHex(trimmed) : fromBase64(trimmed);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "must be 32 bytes in base64 or hex, as 'openssl rand -base64 32' prints them");
        }
        return new SecretKey(bytes);
    }

    private static byte[] fromBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) { // its message would repeat a piece of the key
            return new byte[0];
        }
    }

    /// Eight hex digits.
    String name() {
        return name;
    }

    SecretKeySpec forAes() {
        return new SecretKeySpec(bytes, "AES");
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// The name alone.
    @Override
    public String toString() {
        return "SecretKey[" + name + "]";
    }

    private static String nameOf(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update("revaer secret key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash.digest(bytes), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
