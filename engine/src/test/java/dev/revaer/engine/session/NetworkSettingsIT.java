package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.network.Encryption;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.ProxySettings;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What network settings do to a swarm on loopback.
@Timeout(120)
class NetworkSettingsIT {
    private static final TorrentOptions FORCED = TorrentOptions.NONE.with(TransferMode.FORCE_START, true);

    @TempDir
    private Path directory;
    private final RecordingListener seeding = new RecordingListener();
    private final RecordingListener leeching = new RecordingListener();
    private LibtorrentMetainfo metainfo;
    private LibtorrentEngine seed;
    private LibtorrentEngine leech;
    private InfoHash infoHash;

    @BeforeEach
    void startASwarm() throws IOException {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
        metainfo = new LibtorrentMetainfo(settings.nativeDir());
        var content = Files.createDirectories(directory.resolve("seed")).resolve("a.bin");
        Files.write(content, new byte[1_000_000]);
        var torrentFile = metainfo.create(content);
        var read = metainfo.read(torrentFile);
        infoHash = read.infoHashes().first();
        seed = LibtorrentEngine.start(settings, seeding, seeding);
        leech = LibtorrentEngine.start(settings, leeching, leeching);
        seed.add(
                new StoredTorrent(
                        read.infoHashes(),
                        read.name(),
                        null,
                        new Bencoded(torrentFile),
                        null,
                        directory.resolve("seed"),
                        false,
                        Instant.now(),
                        null).with(FORCED));
        seeding.awaitThat(
                "the seed",
                () -> Objects.requireNonNull(seed.find(infoHash)).state() == TorrentState.SEEDING);
    }

    @AfterEach
    void stop() {
        seed.close();
        leech.close();
    }

    @Test
    void downloadsThroughTheProxyAlone() throws IOException {
        try (var proxy = new Socks5Proxy()) {
            leech.apply(
                    SessionSettings.USUAL.with(
                            network(
                                    Encryption.PREFER,
                                    new ProxySettings(
                                            ProxySettings.Type.SOCKS5,
                                            "127.0.0.1",
                                            proxy.port(),
                                            null,
                                            null,
                                            false))));

            download(port());

            leeching.await(RecordingListener.Completed.class);
            assertThat(proxy.ports()).containsOnly(port());
        }
    }

    @Test
    void speaksEncryptedWhenBothMust() {
        seed.apply(SessionSettings.USUAL.with(network(Encryption.REQUIRE, null)));
        leech.apply(SessionSettings.USUAL.with(network(Encryption.REQUIRE, null)));

        download(port());

        leeching.await(RecordingListener.Completed.class);
    }

    /// A raw peer that begins in clear text is hung up on; one that is let in gets the answer of a handshake.
    @Test
    void hangsUpOnClearTextWhenEncryptionIsRequired() throws IOException {
        assertThat(answerInClearText()).isNotEmpty();

        seed.apply(SessionSettings.USUAL.with(network(Encryption.REQUIRE, null)));

        assertThat(answerInClearText()).isEmpty();
    }

    private byte[] answerInClearText() throws IOException {
        try (var peer = new Socket(InetAddress.getLoopbackAddress(), port())) {
            peer.setSoTimeout(10_000);
            var handshake = ByteBuffer.allocate(68)
                    .put((byte) 19)
                    .put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                    .put(new byte[8])
                    .put(HexFormat.of().parseHex(infoHash.hex()))
                    .put("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            peer.getOutputStream().write(handshake.array());
            return peer.getInputStream().readNBytes(68);
        }
    }

    private int port() {
        return seed.listenPort();
    }

    private void download(int port) {
        var uri = "magnet:?xt=urn:btih:" + infoHash + "&x.pe=127.0.0.1:" + port;
        var read = metainfo.readMagnet(uri);
        leech.add(
                new StoredTorrent(
                        read.infoHashes(),
                        read.name(),
                        uri,
                        null,
                        null,
                        directory.resolve("leech"),
                        false,
                        Instant.now(),
                        null).with(FORCED));
    }

    private static NetworkSettings network(
            Encryption encryption,
            @Nullable ProxySettings proxy) {
        var usual = NetworkSettings.USUAL;
        return new NetworkSettings(
                usual.listen(),
                null,
                usual.portMapping(),
                usual.dht(),
                usual.pex(),
                usual.lsd(),
                usual.utp(),
                encryption,
                proxy,
                usual.anonymousMode(),
                usual.blockedRanges(),
                usual.blocklist(),
                usual.allowPrivateUrls());
    }
}
