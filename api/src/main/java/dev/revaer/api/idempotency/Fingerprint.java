package dev.revaer.api.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Tells one request from another by its method, path, query, media type and body.
///
/// Clients choose the boundary of a multipart body anew each time they send it, so that it does not count.
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// 64 hex digits. Takes some milliseconds for a large body.
    static String of(ServerHttpRequest request, byte[] body) {
        var query = request.getURI().getRawQuery();
        var type = request.getHeaders().getContentType();
        return of(
                request.getMethod().name() + " " + request.getPath().value()
                        + (query == null ? "" : "?" + query),
                type,
                body);
    }

    /// @param target method, path and query
    static String of(String target, @Nullable MediaType type, byte[] body) {
        var print = new Fingerprint();
        print.add(target.getBytes(StandardCharsets.UTF_8));
        print.add(
                (type == null ? "" : type.getType() + "/" + type.getSubtype())
                        .getBytes(StandardCharsets.UTF_8));
        var boundary = type == null ? null : type.getParameter("boundary");
        if (boundary == null || boundary.isEmpty()) {
            print.add(body);
        } else {
            print.addParts(body, "--" + boundary);
        }
        return HexFormat.of().formatHex(print.digest.digest());
    }

    private void addParts(byte[] body, String delimiter) {
        var text = new String(body, StandardCharsets.ISO_8859_1); // one character for each byte
        var start = 0;
        for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
            add(ByteBuffer.wrap(body, start, end - start));
            start = end + delimiter.length();
        }
        add(ByteBuffer.wrap(body, start, body.length - start));
    }

    private void add(byte[] bytes) {
        add(ByteBuffer.wrap(bytes));
    }

    /// The length first, so that no two sequences look alike.
    private void add(ByteBuffer bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.remaining()));
        digest.update(bytes);
    }
}
