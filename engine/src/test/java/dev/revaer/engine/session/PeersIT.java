package dev.revaer.engine.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.engine.EngineError.RefusedAddress;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.event.EventData.PeerBanned;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.swarm.Peer.Connection;
import dev.revaer.engine.swarm.Peer.Flag;
import dev.revaer.engine.swarm.Peer.Source;
import dev.revaer.engine.swarm.SwarmSources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A session and those who feed it, good and evil, on loopback.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class PeersIT {
    private static final int SIZE = 3_000_000;
    private static final int PIECE = 64 * 1024;
    private static final int PIECES = (SIZE + PIECE - 1) / PIECE;

    @TempDir
    Path directory;

    private final RecordingListener heard = new RecordingListener();
    private LibtorrentMetainfo metainfo;
    private LibtorrentEngine engine;

    @BeforeEach
    void start() throws IOException {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        var content = Files.createDirectories(directory.resolve("seed")).resolve("a.bin");
        var bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        Files.write(content, bytes);
        engine = LibtorrentEngine.start(settings(0), heard, heard);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void showsPeersAndWhatTheyDo() {
        var seeding = new RecordingListener();
        try (var seed = LibtorrentEngine.start(settings(400_000), seeding, seeding)) {
            var torrent = made(MetainfoFormat.HYBRID, false);
            var infoHash = hash(torrent);
            seed.add(stored(torrent, "seed", SwarmSources.OF_METAINFO));
            seeding.await(RecordingListener.Completed.class);
            engine.add(stored(torrent, "leech", SwarmSources.OF_METAINFO));

            engine.command(infoHash, connect("127.0.0.1", seed.listenPort()));
            Waiting.until(
                    "data from the peer",
                    () -> engine.swarm()
                            .peers(infoHash)
                            .stream()
                            .anyMatch(
                                    peer -> peer.downloadedBytes() > 100_000
                                            && peer.downloadBytesPerSecond() > 0));

            var peer = engine.swarm().peers(infoHash).getFirst();
            assertThat(peer.address()).isEqualTo("127.0.0.1:" + seed.listenPort());
            assertThat(peer.client()).isEqualTo("Revaer/test");
            assertThat(peer.connection()).isEqualTo(Connection.TCP);
            assertThat(peer.flags()).contains(Flag.SEED, Flag.INTERESTED)
                    .doesNotContain(Flag.INCOMING, Flag.CONNECTING, Flag.PEER_INTERESTED);
            assertThat(peer.progress()).isEqualTo(1);
            assertThat(peer.downloadBytesPerSecond()).isPositive();
            assertThat(peer.uploadedBytes()).isZero();
            var back = seed.swarm().peers(infoHash).getFirst();
            assertThat(back.flags()).contains(Flag.INCOMING, Flag.PEER_INTERESTED).doesNotContain(Flag.SEED);
            assertThat(back.sources()).contains(Source.INCOMING);
            assertThat(back.uploadedBytes()).isPositive();
            Waiting.until("counts of the swarm", () -> {
                var leeching = Objects.requireNonNull(engine.find(infoHash)).transfer().swarm();
                var sending = Objects.requireNonNull(seed.find(infoHash)).transfer().swarm();
                return leeching.seeds() == 1 && leeching.peers() == 1 && leeching.allSeeds() >= 1
                        && leeching.availability() >= 1 && sending.seeds() == 0 && sending.peers() == 1
                        && sending.allPeers() >= 1;
            });
            Waiting.until("an incoming connection", () -> seed.network().status().hasIncoming());
            Waiting.until("the count of peers", () -> seed.network().status().peers() == 1);
            engine.pause(infoHash);
            Waiting.until("no peers", () -> {
                var paused = Objects.requireNonNull(engine.find(infoHash)).transfer().swarm();
                return paused.peers() == 0 && paused.seeds() == 0
                        && engine.swarm().peers(infoHash).isEmpty();
            });
        }
    }

    @Test
    void connectsToNobodyItMustNot() {
        var open = made(MetainfoFormat.HYBRID, false);
        var closed = made(MetainfoFormat.V1, true);
        engine.add(stored(open, "leech", SwarmSources.OF_METAINFO));
        engine.add(stored(closed, "other", SwarmSources.OF_METAINFO));
        engine.network().ban(ranges("127.0.0.9"));

        for (var refused : List.of("192.0.2.1", "2001:db8::1", "127.0.0.9")) {
            assertThatThrownBy(() -> engine.command(hash(open), connect(refused, 6881)))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.error()).isInstanceOf(RefusedAddress.class));
        }
        assertThatThrownBy(() -> engine.command(hash(closed), connect("127.0.0.1", 6881)))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.error()).isInstanceOf(WrongState.class));
    }

    @Test
    void throwsBannedPeersOutAndLetsThemBackIn() throws IOException {
        var torrent = made(MetainfoFormat.V1, false);
        engine.add(stored(torrent, "leech", SwarmSources.OF_METAINFO));

        try (var peer = new EvilPeer("127.0.0.5", engine.listenPort(), hash(torrent), PIECES)) {
            assertThat(peer.isWelcome()).isTrue();
            engine.network().ban(ranges("127.0.0.5"));
            peer.awaitHangUp();
        }

        assertThat(isWelcome("127.0.0.5", torrent)).isFalse();
        assertThat(isWelcome("127.0.0.6", torrent)).isTrue();
        engine.network().ban(List.of());
        assertThat(isWelcome("127.0.0.5", torrent)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfAPeerThatSendsBadData(MetainfoFormat format) throws IOException {
        if (format == MetainfoFormat.V2) {
            return; // an evil peer would need the new messages of BEP 52
        }
        var torrent = made(format, false);
        engine.add(stored(torrent, "leech", SwarmSources.OF_METAINFO));

        try (var peer = new EvilPeer("127.0.0.7", engine.listenPort(), hash(torrent), PIECES)) {
            assertThat(peer.isWelcome()).isTrue();
            peer.lie();

            var told = heard.await(PeerBanned.class);
            assertThat(told.address()).isEqualTo(peer.address());
            assertThat(told.hashFailures()).isEqualTo(1);
        }
        assertThat(heard.heard(PeerBanned.class)).hasSize(1);
    }

    @Test
    void downloadsFromAWebSeedAlone() throws IOException {
        var torrent = made(MetainfoFormat.HYBRID, false);
        var infoHash = hash(torrent);
        try (var files = new WebSeed(directory.resolve("seed"))) {
            var url = files.url("a.bin");
            engine.add(stored(torrent, "leech", SwarmSources.OF_METAINFO));

            engine.configure(infoHash, forced(SwarmSources.OF_METAINFO.withWebSeeds(List.of(url))));
            heard.await(RecordingListener.Completed.class);

            assertThat(engine.swarm().webSeeds(infoHash)).containsExactly(url);
            assertThat(directory.resolve("leech/a.bin"))
                    .hasSameBinaryContentAs(directory.resolve("seed/a.bin"));
        }
    }

    @Test
    void knowsItsWebSeedsAgainAfterARestartAndForgetsThoseTakenAway() throws IOException {
        var torrent = made(MetainfoFormat.HYBRID, false);
        var infoHash = hash(torrent);
        try (var files = new WebSeed(directory.resolve("seed"))) {
            var wanted = SwarmSources.OF_METAINFO.withWebSeeds(List.of(files.url("a.bin")));
            engine.add(stored(torrent, "leech", wanted));
            heard.await(RecordingListener.Completed.class);
            engine.pause(infoHash);
            engine.close();
            Files.delete(directory.resolve("leech/a.bin"));
            var again = new RecordingListener();
            engine = LibtorrentEngine.start(settings(0), again, again);

            engine.add(stored(torrent, "leech", wanted));
            again.await(RecordingListener.Completed.class);
            engine.configure(infoHash, forced(SwarmSources.OF_METAINFO.withWebSeeds(List.of())));

            assertThat(engine.swarm().webSeeds(infoHash)).isEmpty();
        }
    }

    /// Serves a directory as any web server would.
    private static final class WebSeed implements AutoCloseable {
        private final HttpServer server;

        WebSeed(Path directory) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> RangeFiles.serve(directory, exchange));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        String url(String name) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private boolean isWelcome(String from, byte[] torrent) throws IOException {
        try (var peer = new EvilPeer(from, engine.listenPort(), hash(torrent), PIECES)) {
            return peer.isWelcome();
        }
    }

    private static List<AddressRange> ranges(String address) {
        return List.of(Objects.requireNonNull(AddressRange.parse(address)));
    }

    private static ConnectPeer connect(String address, int port) {
        return new ConnectPeer(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    private byte[] made(MetainfoFormat format, boolean isPrivate) {
        var wanted = new NewMetainfo(
                directory.resolve("seed/a.bin"),
                format,
                PIECE,
                isPrivate,
                List.of(),
                List.of(),
                null,
                null);
        return metainfo.create(wanted, HashingProgress.IGNORED);
    }

    private InfoHash hash(byte[] torrent) {
        return metainfo.read(torrent).infoHashes().first();
    }

    private EngineSettings settings(int uploadBytesPerSecond) {
        return EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test")
                .with(SessionSettings.USUAL.with(new RateLimits(0, uploadBytesPerSecond)));
    }

    private static TorrentOptions forced(SwarmSources sources) {
        return TorrentOptions.NONE.with(TransferMode.FORCE_START, true).with(sources);
    }

    private StoredTorrent stored(byte[] torrent, String place, SwarmSources sources) {
        var read = metainfo.read(torrent);
        return new StoredTorrent(
                read.infoHashes(),
                read.name(),
                null,
                new Bencoded(torrent),
                null,
                directory.resolve(place),
                false,
                Instant.now(),
                null).with(forced(sources));
    }
}
