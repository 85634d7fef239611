package dev.revaer.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Sends bytes that no decent client would send.
public final class RawExchange {
    private static final int TIMEOUT_MILLIS = 10_000;

    private RawExchange() {}

    /// Sends the head, each line ended with CR LF, and the body on a connection of their own. Reads the answer, of an
    /// event stream the head only.
    public static Answer send(int port, String head, byte[] body) {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        return sendWhole(port, whole.toByteArray());
    }

    /// Sends these bytes and nothing else.
    public static Answer sendWhole(int port, byte[] whole) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            write(socket, whole);
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + beginning(whole), e);
        }
    }

    private static void write(Socket socket, byte[] whole) {
        try {
            socket.getOutputStream().write(whole);
        } catch (IOException _) {
            // the server answered before it had read everything
        }
    }

    private static Answer read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (head.size() >= 4 && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        var lines = head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1);
        var status = Integer.parseInt(lines[0].split(" ", 3)[1]);
        var headers = headers(lines);
        var isStream = headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        var body = isStream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(status, headers, body);
    }

    private static HttpHeaders headers(String[] lines) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line : List.of(lines).subList(1, lines.length)) {
            var parts = line.split(": *", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(parts[1]);
        }
        return HttpHeaders.of(headers, (_, _) -> true);
    }

    private static String beginning(byte[] whole) {
        var text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(text.length(), 2_000));
    }
}
