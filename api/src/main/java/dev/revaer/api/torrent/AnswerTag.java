package dev.revaer.api.torrent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/// Works out the entity tag of an answer from what it says, without encoding it (RFC 9110, section 8.8.3).
public final class AnswerTag {
    private static final int DIGEST_BYTES = 8;
    private static final int USUAL_SIZE = 512;

    private ByteBuffer said = ByteBuffer.allocate(USUAL_SIZE);

    /// Takes in the next value, whatever it is.
    public AnswerTag add(@Nullable Object value) {
        switch (value) {
            case null -> room(1).put((byte) 0);
            case Integer number -> add(number.longValue());
            case Long number -> add(number.longValue());
            case Double number -> add(Double.doubleToLongBits(number));
            case Boolean flag -> room(1).put((byte) (flag ? 1 : 2));
            case Instant at -> add(at.getEpochSecond()).add((long) at.getNano());
            default -> add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /// The tag without quotes.
    public String value() {
        return digest(Arrays.copyOf(said.array(), said.position()));
    }

    /// An answer that may be kept by who asked, but is asked for again each time.
    ///
    /// @param tag without quotes; weak, as it is not of the bytes
    public static ResponseEntity.BodyBuilder answer(String tag) {
        return ResponseEntity.ok()
                .eTag("W/\"" + tag + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate());
    }

    /// 16 hex digits, the same for the same bytes only.
    public static String digest(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private AnswerTag add(long number) {
        room(Long.BYTES).putLong(number);
        return this;
    }

    private void add(byte[] text) {
        room(Integer.BYTES + text.length).putInt(text.length).put(text);
    }

    private ByteBuffer room(int bytes) {
        if (said.remaining() < bytes) {
            var larger = ByteBuffer.allocate(2 * (said.position() + bytes));
            said = larger.put(said.flip());
        }
        return said;
    }
}
