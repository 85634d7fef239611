package dev.revaer.app.foreign;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.revaer.engine.InfoHash;

/// A peer that says as much as makes the other one say which extensions it offers (BEP 3, BEP 10).
final class RawPeer {
    private static final int LIMIT_MILLIS = 20_000;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int HANDSHAKE = 68;
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int EXTENDED = 20;

    private RawPeer() {}

    /// The names in the `m` of the extended handshake of who listens on a port of 127.0.0.1.
    static Set<?> extensionsOffered(int port, InfoHash infoHash) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(handshake(infoHash));
            var in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(HANDSHAKE);
            while (true) {
                var length = in.readInt();
                if (length > MAX_MESSAGE) {
                    throw new IOException("a message of " + length + " bytes");
                }
                var message = in.readNBytes(length);
                if (length > 2 && message[0] == EXTENDED && message[1] == 0) {
                    var dictionary = (Map<?, ?>) Bencode.read(Arrays.copyOfRange(message, 2, length));
                    return ((Map<?, ?>) Objects.requireNonNull(dictionary.get("m"))).keySet();
                }
            }
        }
    }

    /// Whether who listens there answers a handshake: it has the torrent and takes peers for it.
    static boolean isAnswered(InetAddress address, int port, InfoHash infoHash) {
        try (var socket = new Socket(address, port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(handshake(infoHash));
            return socket.getInputStream().readNBytes(HANDSHAKE).length == HANDSHAKE;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] handshake(InfoHash infoHash) {
        var canBeExtended = "0000000000100000";
        var peerId = HexFormat.of().formatHex("-XX0000-0123456789ab".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of()
                .parseHex(
                        "13" + HexFormat.of()
                                .formatHex(
                                        "BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                                + canBeExtended + infoHash.hex() + peerId);
    }
}
