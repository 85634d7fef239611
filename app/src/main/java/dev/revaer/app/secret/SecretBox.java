package dev.revaer.app.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import org.jspecify.annotations.Nullable;

/// Encrypts secrets for where they are kept, with AES-256-GCM (NIST SP 800-38D), and opens them again.
///
/// A sealed secret is `sealed:v1:<name of the key>:<nonce and ciphertext in base64>`, bound to the place it is kept at: moved
/// to another it does not open.
public final class SecretBox {
    /// How every sealed secret begins.
    public static final String MARK = "sealed:v1:";

    private static final Pattern FORM = Pattern.compile(MARK + "([0-9a-f]{8}):([A-Za-z0-9_-]+)");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey current;
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();

    /// @param all the one that seals, then those that open as well
    SecretBox(List<SecretKey> all) {
        this.current = all.getFirst();
        all.forEach(key -> keys.putIfAbsent(key.name(), key));
    }

    /// The box with the keys that are given and those in the file, which is made if there is none at all.
    ///
    /// @param given seals; null for the first in the file
    /// @param old open what was sealed with them
    /// @throws IllegalArgumentException with a sentence for people if the file holds something else
    public static SecretBox open(@Nullable SecretKey given, List<SecretKey> old, SecretKeyFile file) {
        try {
            var keys = new ArrayList<SecretKey>();
            if (given != null) {
                keys.add(given);
            }
            keys.addAll(file.read());
            if (keys.isEmpty()) {
                keys.add(file.make());
            }
            keys.addAll(old);
            return new SecretBox(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    /// Whether it was sealed with the key that seals now.
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(MARK + current.name() + ":");
    }

    /// Seals a secret; sealed again it looks different.
    ///
    /// @param place where it will be kept
    public String seal(String secret, String place) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce, place);
            var encrypted = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[NONCE_BYTES + encrypted.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(encrypted, 0, whole, NONCE_BYTES, encrypted.length);
            return MARK + current.name() + ":"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens what was sealed; empty if no key here does, or if it was changed or moved.
    ///
    /// @param place where it was kept
    public Optional<String> open(String sealed, String place) {
        var form = FORM.matcher(sealed);
        var key = form.matches() ? keys.get(form.group(1)) : null;
        if (key == null) {
            return Optional.empty();
        }
        try {
            var whole = Base64.getUrlDecoder().decode(form.group(2));
            if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            var nonce = Arrays.copyOf(whole, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, place);
            var opened = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.forAes(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
