package dev.revaer.api.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.revaer.api.TestServer;
import dev.revaer.api.rate.RateSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class KeptConnectionsApiIT {
    private static final int ROUNDS = 500;
    private static final int PLENTY = 100_000;
    private static final int TIMEOUT_MILLIS = 10_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.rate(new RateSettings(PLENTY, PLENTY, 1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersEveryRequestThatFollowsAnAnswerAtOnce() throws IOException {
        try (var socket = connect()) {
            for (int round = 0; round < ROUNDS; round++) {
                send(socket, request("application/json"));
                assertThat(status(socket.getInputStream())).as("round " + round).isEqualTo(422);

                send(socket, request("text/plain"));
                assertThat(status(socket.getInputStream())).as("round " + round).isEqualTo(415);
            }
        }
    }

    @Test
    void answersEveryRequestThatDoesNotWaitForAnAnswer() throws IOException {
        try (var socket = connect()) {
            for (int round = 0; round < ROUNDS; round++) {
                send(socket, request("application/json") + request("text/plain"));

                assertThat(status(socket.getInputStream())).as("round " + round).isEqualTo(422);
                assertThat(status(socket.getInputStream())).as("round " + round).isEqualTo(415);
            }
        }
    }

    /// As JSON it is read and refused by a controller, on a thread of its own; else it is refused unread.
    private static String request(String contentType) {
        return "POST /v1/torrents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.KEY
                + "\r\nContent-Type: " + contentType + "\r\nContent-Length: 2\r\n\r\n{}";
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads one answer to its end.
    private static int status(InputStream in) throws IOException {
        var status = Integer.parseInt(line(in).split(" ", 3)[1]);
        var length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
