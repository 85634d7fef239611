package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

/// The service in swarms with other people's clients. Each test has a client and a tracker of its own; they find each
/// other through the tracker unless the test says otherwise.
@Tag("foreign-peers")
@Timeout(120)
class ForeignPeersIT {
    @TempDir
    private static Path shared;
    private static ServiceFixture service;
    private static MetainfoReader reader;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;
    private Path directory;
    private Path downloads;
    private Payload payload;

    static Stream<Arguments> clientsAndFormats() {
        return Arrays.stream(ForeignClient.values())
                .flatMap(
                        client -> client.formats().stream().map(format -> Arguments.of(client, format)));
    }

    @BeforeAll
    static void startService() throws IOException {
        ForeignProgram.tellWhatIsMissing();
        service = ServiceFixture.start(shared.toRealPath(), DatabaseFixture.freshDatabase());
        reader = service.bean(MetainfoReader.class);
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @BeforeEach
    void makePayload() throws IOException {
        directory = temp.toRealPath();
        downloads = service.options().downloadDir();
        payload = Payload.make(directory.resolve("content"));
    }

    @SwarmTest
    @MethodSource("clientsAndFormats")
    void seedsToRevaer(ForeignClient client, MetainfoFormat format) throws Exception {
        var torrent = PayloadTorrent.of(payload, format, reader);
        try (var tracker = trackerOf(torrent);
                var _ = client.start(seed(torrent.announcedTo(tracker)))) {
            awaitSeed(tracker, torrent.infoHash());

            var infoHash = service.addForced(torrent.announcedTo(tracker).magnet());

            assertDownloaded(infoHash);
        }
    }

    @SwarmTest
    @MethodSource("clientsAndFormats")
    void leechesFromRevaer(ForeignClient client, MetainfoFormat format) throws Exception {
        var torrent = PayloadTorrent.of(payload, format, reader);
        try (var tracker = trackerOf(torrent)) {
            var source = client.connectsOnLoopback()
                    ? torrent.announcedTo(tracker).magnet()
                    : write(torrent.announcedTo(tracker));

            leechesFromRevaer(client, torrent, tracker, source);
        }
    }

    @SwarmTest
    @EnumSource
    void seedsAPrivateTorrentToRevaer(ForeignClient client) throws Exception {
        var torrent = PayloadTorrent.of(payload, MetainfoFormat.V1, reader).asPrivate();
        try (var tracker = trackerOf(torrent)) {
            var announced = torrent.announcedTo(tracker);
            try (var _ = client.start(seed(announced))) {
                awaitSeed(tracker, torrent.infoHash());

                var infoHash = service.addForced(announced.metainfo());

                assertDownloaded(infoHash);
            }
        }
    }

    @SwarmTest
    @EnumSource
    void leechesAPrivateTorrentFromRevaer(ForeignClient client) throws Exception {
        var torrent = PayloadTorrent.of(payload, MetainfoFormat.V1, reader).asPrivate();
        try (var tracker = trackerOf(torrent)) {
            var source = write(torrent.announcedTo(tracker));

            leechesFromRevaer(client, torrent, tracker, source);
        }
    }

    @SwarmTest
    @EnumSource
    void seedsToRevaerOverIpv6(ForeignClient client) throws Exception {
        var torrent = PayloadTorrent.of(payload, MetainfoFormat.V1, reader);
        var share = onIpv6(seed(torrent));
        try (var _ = client.start(share)) {
            awaitHandshake(client, share, torrent);

            var infoHash = service.addForced(torrent.magnet() + "&x.pe=[::1]:" + share.port());

            assertDownloaded(infoHash);
        }
    }

    /// Revaer learns from the leech what the torrent is, finds that it has everything, and gives it.
    @SwarmTest
    @EnumSource
    void leechesFromRevaerOverIpv6(ForeignClient client) throws Exception {
        var torrent = PayloadTorrent.of(payload, MetainfoFormat.V1, reader);
        payload.copyTo(downloads);
        var leeched = directory.resolve("leeched");
        var share = onIpv6(share(write(torrent), leeched, ServiceFixture.freePort()));
        try (var _ = client.start(share)) {
            awaitHandshake(client, share, torrent);

            service.addForced(torrent.magnet() + "&x.pe=[::1]:" + share.port());

            Patience.until("the content at " + client, () -> payload.isIn(leeched));
        }
    }

    /// Who connects learns from the tracker of the other, who has announced itself before.
    private void leechesFromRevaer(
            ForeignClient client,
            PayloadTorrent torrent,
            OpenTracker tracker,
            String source) throws Exception {
        payload.copyTo(downloads);
        var announced = torrent.announcedTo(tracker).metainfo();
        var leeched = directory.resolve("leeched");
        if (client.connectsOnLoopback()) {
            seedFromRevaer(announced);
            awaitSeed(tracker, torrent.infoHash());
        }
        try (var _ = client.start(share(source, leeched, ServiceFixture.freePort()))) {
            if (!client.connectsOnLoopback()) {
                Patience.until(
                        "the leech at the tracker",
                        () -> tracker.scrape(torrent.infoHash()).leeches() == 1);
                seedFromRevaer(announced);
            }

            Patience.until("the content at " + client, () -> payload.isIn(leeched));

            Patience.until(
                    "Revaer's count",
                    () -> transfer(torrent.infoHash()).uploadedBytes() >= Payload.SIZE);
        }
    }

    private void seedFromRevaer(byte[] metainfo) throws InterruptedException {
        service.eventsUntil(service.addForced(metainfo), EventType.COMPLETED);
    }

    private void assertDownloaded(InfoHash infoHash) throws Exception {
        service.eventsUntil(infoHash, EventType.COMPLETED);
        assertThat(payload.isIn(downloads)).isTrue();
        Patience.until("Revaer's count", () -> transfer(infoHash).counters().receivedBytes() >= Payload.SIZE);
    }

    private static Transfer transfer(InfoHash infoHash) {
        return service.catalog().get(infoHash).torrent().transfer();
    }

    private static void awaitSeed(OpenTracker tracker, InfoHash infoHash) throws Exception {
        Patience.until("the seed at the tracker", () -> tracker.scrape(infoHash).seeds() == 1);
    }

    /// libtorrent tries only once a minute. Transmission takes whoever knocks first for the only peer there is.
    private static void awaitHandshake(ForeignClient client, Share share, PayloadTorrent torrent)
            throws Exception {
        if (client != ForeignClient.TRANSMISSION) {
            Patience.until(
                    "a handshake of " + client,
                    () -> RawPeer.isAnswered(share.address(), share.port(), torrent.infoHash()));
        }
    }

    private OpenTracker trackerOf(PayloadTorrent torrent) throws Exception {
        return OpenTracker.start(directory.resolve("tracker"), torrent.infoHashes());
    }

    private Share seed(PayloadTorrent torrent) throws IOException {
        return share(write(torrent), payload.directory(), ServiceFixture.freePort());
    }

    private Share share(String source, Path content, int port) {
        return new Share(
                directory.resolve("home"),
                source,
                content,
                InetAddress.getLoopbackAddress(),
                port,
                false);
    }

    /// Skips the test on a machine without IPv6.
    private static Share onIpv6(Share share) throws IOException {
        var loopback = Inet6Address.ofLiteral("::1");
        assumeThatCode(() -> new ServerSocket(0, 1, loopback).close()).as("IPv6 on loopback")
                .doesNotThrowAnyException();
        return share.on(loopback);
    }

    private String write(PayloadTorrent torrent) throws IOException {
        return torrent.writeTo(directory.resolve("payload.torrent"));
    }
}
