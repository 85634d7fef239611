package dev.revaer.fsops;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts as RAR 3 does.
final class Rar3Cipher {
    private static final int ROUNDS = 1 << 18;
    private static final int BLOCK_BYTES = 16;

    private Rar3Cipher() {}

    static byte[] encrypt(byte[] content, String password, byte[] salt) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            var start = new byte[BLOCK_BYTES];
            for (var i = 0; i < ROUNDS; i++) {
                sha1.update(password.getBytes(StandardCharsets.UTF_16LE));
                sha1.update(salt);
                sha1.update(new byte[]{(byte) i, (byte) (i >>> 8), (byte) (i >>> 16)});
                if (i % (ROUNDS / BLOCK_BYTES) == 0) {
                    start[i / (ROUNDS / BLOCK_BYTES)] = ((MessageDigest) sha1.clone()).digest()[19];
                }
            }
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(littleEndian(sha1.digest()), "AES"),
                    new IvParameterSpec(start));
            var blocks = (content.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
            return cipher.doFinal(Arrays.copyOf(content, blocks * BLOCK_BYTES));
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] littleEndian(byte[] digest) {
        var words = ByteBuffer.wrap(digest);
        var key = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (key.hasRemaining()) {
            key.putInt(words.getInt());
        }
        return key.array();
    }
}
