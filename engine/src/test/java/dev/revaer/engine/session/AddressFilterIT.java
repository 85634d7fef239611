package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.network.AddressFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtorrent4j.swig.address;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.ip_filter;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.session;

import static org.assertj.core.api.Assertions.assertThat;

/// Peers are this machine under several of its loopback addresses.
class AddressFilterIT {
    private static final byte[] HASH = HexFormat.of().parseHex("0123456789abcdef0123456789abcdef01234567");

    @TempDir
    Path directory;

    private session rawSession;

    @BeforeEach
    void open() throws IOException {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
        // loads the native library, for the filter is made before a session in some tests
        new LibtorrentMetainfo(directory.resolve("native"))
                .create(Files.writeString(directory.resolve("a.txt"), "hello"));
        rawSession = SessionFactory.open(settings, DiskIo.POSIX);
    }

    @AfterEach
    void close() {
        rawSession.delete();
    }

    @Test
    void letsNoPeerInWhoseAddressIsBlocked() throws IOException {
        use("127.0.0.64/26", "127.0.1.7");
        addATorrent();

        assertThat(isAnswered("127.0.0.63")).isTrue();
        assertThat(isAnswered("127.0.0.64")).isFalse();
        assertThat(isAnswered("127.0.0.127")).isFalse();
        assertThat(isAnswered("127.0.0.128")).isTrue();
        assertThat(isAnswered("127.0.1.7")).isFalse();
        use();
        assertThat(isAnswered("127.0.0.64")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,0", "127.0.0.64,1", "8.8.8.8,1", "0.0.0.0,1", "255.255.255.255,1", "::1,0",
            "::2,1",
            "2001:db8::1,1"})
    void keepsTheWorldOutOfLoopback(String peer, int access) {
        assertThat(access(filter(true, "127.0.0.64"), peer)).isEqualTo(access);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,0", "8.8.8.8,1", "8.8.8.9,0", "2001:db8::1,1", "2001:db9::1,0", "10.0.0.1,1",
            "10.0.0.2,0"})
    void blocksOnlyWhatIsListedOtherwise(String peer, int access) {
        assertThat(access(filter(false, "8.8.8.8", "2001:db8::/32", "10.0.0.1"), peer)).isEqualTo(access);
    }

    /// The last range counts as one entered by hand.
    private static ip_filter filter(boolean loopbackOnly, String... blocked) {
        var ranges = List.of(blocked)
                .stream()
                .map(text -> Objects.requireNonNull(AddressRange.parse(text)))
                .toList();
        var split = Math.max(0, ranges.size() - 1);
        var blocklist = Blocklist.of(ranges.subList(0, split));
        return AddressFilter.of(blocklist, ranges.subList(split, ranges.size()), loopbackOnly);
    }

    private static long access(ip_filter filter, String peer) {
        return filter.access(address.from_string(peer, new error_code()));
    }

    private void use(String... blocked) {
        var filter = filter(true, blocked);
        rawSession.set_ip_filter(filter);
        filter.delete();
    }

    private void addATorrent() {
        var error = new error_code();
        var magnet = "magnet:?xt=urn:btih:" + HexFormat.of().formatHex(HASH);
        var parameters = libtorrent.parse_magnet_uri(magnet, error);
        parameters.setSave_path(directory.toString());
        parameters.setFlags(libtorrent.getApply_ip_filter()); // and neither paused nor queued, as is usual
        rawSession.add_torrent(parameters, error);
        assertThat(error.failed()).isFalse();
    }

    /// Whether the session shakes hands with a peer at this address.
    private boolean isAnswered(String from) throws IOException {
        try (var peer = new Socket()) {
            peer.setSoTimeout(20_000);
            peer.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            peer.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), rawSession.listen_port()));
            var handshake = ByteBuffer.allocate(68)
                    .put((byte) 19)
                    .put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                    .put(new byte[8])
                    .put(HASH)
                    .put("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            peer.getOutputStream().write(handshake.array());
            return peer.getInputStream().readNBytes(68).length == 68;
        } catch (SocketException _) {
            return false; // reset by the session
        }
    }
}
