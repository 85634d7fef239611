package dev.revaer.engine.session;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import dev.revaer.engine.InfoHash;

/// A peer that says it has everything and answers each request with rubbish (BEP 3).
final class EvilPeer implements AutoCloseable {
    private static final int UNCHOKE = 1;
    private static final int BITFIELD = 5;
    private static final int REQUEST = 6;
    private static final int PIECE = 7;
    private static final int LARGEST = 1 << 20;

    private final Socket socket = new Socket();
    private final InfoHash infoHash;
    private final int pieces;

    /// Connects from an address of loopback.
    EvilPeer(String from, int port, InfoHash infoHash, int pieces) throws IOException {
        this.infoHash = infoHash;
        this.pieces = pieces;
        socket.setSoTimeout(30_000);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /// Shakes hands.
    ///
    /// @return false if the other side hangs up instead
    boolean isWelcome() throws IOException {
        try {
            var out = socket.getOutputStream();
            out.write(19);
            out.write("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[8]);
            out.write(HexFormat.of().parseHex(infoHash.hex()));
            out.write("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readNBytes(68).length == 68;
        } catch (java.net.SocketException _) {
            return false;
        }
    }

    /// Lies until the other side hangs up.
    void lie() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(socket.getOutputStream());
        try {
            send(out, BITFIELD, bitfield());
            send(out, UNCHOKE, new byte[0]);
            while (true) {
                var length = in.readInt();
                if (length < 0 || length > LARGEST) {
                    throw new IOException("a message of " + length + " bytes");
                }
                var message = in.readNBytes(length);
                if (length == 13 && message[0] == REQUEST) {
                    send(out, PIECE, block(message));
                }
            }
        } catch (java.io.EOFException | java.net.SocketException _) {
            // thrown out, as it must be
        }
    }

    /// Stays without a word until the other side hangs up.
    void awaitHangUp() throws IOException {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (java.net.SocketException _) {
            // that is how it can end
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] bitfield() {
        var bits = new byte[(pieces + 7) / 8];
        for (int i = 0; i < pieces; i++) {
            bits[i / 8] |= (byte) (0x80 >> (i % 8));
        }
        return bits;
    }

    private static byte[] block(byte[] request) throws IOException {
        var fields = new DataInputStream(new java.io.ByteArrayInputStream(request, 9, 4));
        var block = new byte[8 + Math.min(fields.readInt(), LARGEST)];
        Arrays.fill(block, (byte) 0x66);
        System.arraycopy(request, 1, block, 0, 8);
        return block;
    }

    private static void send(DataOutputStream out, int type, byte[] body) throws IOException {
        out.writeInt(body.length + 1);
        out.writeByte(type);
        out.write(body);
        out.flush();
    }
}
