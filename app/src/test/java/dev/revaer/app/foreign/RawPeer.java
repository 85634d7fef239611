package dev.revaer.app.foreign;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.revaer.engine.InfoHash;

/// A peer that says no more than what makes the other one show what it does (BEP 3, BEP 10).
public final class RawPeer {
    private static final int LIMIT_MILLIS = 20_000;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int HANDSHAKE = 68;
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int EXTENDED = 20;
    /// The number that libtorrent gives peer exchange.
    private static final int LIBTORRENT_PEX = 1;

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

    /// Tells who listens on a port of 127.0.0.1 of another peer (BEP 11).
    ///
    /// @param other of IPv4
    /// @return stays a peer until it is closed
    public static Socket tellingOf(int port, InfoHash infoHash, InetSocketAddress other) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var address = new String(other.getAddress().getAddress(), StandardCharsets.ISO_8859_1)
                + (char) (other.getPort() >> 8) + (char) (other.getPort() & 0xff);
        var out = new DataOutputStream(socket.getOutputStream());
        out.write(handshake(infoHash));
        writeExtended(out, 0, "d1:md6:ut_pexi1eee");
        writeExtended(out, LIBTORRENT_PEX, "d5:added6:" + address + "7:added.f1:\0e");
        return socket;
    }

    private static void writeExtended(DataOutputStream out, int id, String dictionary) throws IOException {
        out.writeInt(2 + dictionary.length());
        out.write(EXTENDED);
        out.write(id);
        out.write(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Whether who listens there answers a handshake: it has the torrent and takes peers for it.
    public static boolean isAnswered(InetAddress address, int port, InfoHash infoHash) {
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
