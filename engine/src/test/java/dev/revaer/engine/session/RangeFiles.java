package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;

/// Answers requests for parts of files (RFC 9110 §14), which the JDK's own file server does not.
final class RangeFiles {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

    private RangeFiles() {}

    static void serve(Path directory, HttpExchange exchange) throws IOException {
        try (exchange) {
            var file = directory.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
            if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = Files.readAllBytes(file);
            var range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            if (!range.matches()) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                return;
            }
            var first = Integer.parseInt(range.group(1));
            var last = Math.min(Integer.parseInt(range.group(2)), bytes.length - 1);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length);
            exchange.sendResponseHeaders(206, last - first + 1L);
            exchange.getResponseBody().write(Arrays.copyOfRange(bytes, first, last + 1));
        }
    }
}
