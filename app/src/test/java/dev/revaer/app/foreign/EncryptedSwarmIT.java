package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The service, which insists on encryption, in swarms with other people's clients. All they say goes through a tap.
@Tag("foreign-peers")
@Timeout(120)
class EncryptedSwarmIT {
    private static final int SAMPLE = 64;

    @TempDir
    private static Path shared;
    private static ServiceFixture service;
    private static MetainfoReader reader;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;
    private Path directory;
    private PayloadTorrent torrent;
    private int port;

    @BeforeAll
    static void startService() throws Exception {
        service = ServiceFixture.start(shared.toRealPath(), DatabaseFixture.freshDatabase());
        reader = service.bean(MetainfoReader.class);
        try (var client = ServiceClient.of(service.options().url(), service.options().cliFile())) {
            var answer = client
                    .patch("/v1/config", "{\"engine\": {\"network\": {\"encryption\": \"require\"}}}");
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @BeforeEach
    void makeTorrent() throws IOException {
        directory = temp.toRealPath();
        torrent = PayloadTorrent.of(Payload.make(directory.resolve("content")), MetainfoFormat.V1, reader);
        port = ServiceFixture.freePort();
    }

    @SwarmTest
    @EnumSource
    void downloadsFromAClientThatInsistsAsWell(ForeignClient client) throws Exception {
        try (var tracker = announce();
                var _ = client.start(share(torrent.payload().directory()).encrypted())) {

            assertDownloadsEncrypted(tracker);
        }
    }

    @SwarmTest
    @EnumSource
    void downloadsEncryptedFromAClientThatDoesNotCare(ForeignClient client) throws Exception {
        try (var tracker = announce(); var _ = client.start(share(torrent.payload().directory()))) {

            assertDownloadsEncrypted(tracker);
        }
    }

    @SwarmTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRANSMISSION")
    void uploadsToAClientThatInsistsAsWellAndConnects(ForeignClient client) throws Exception {
        torrent.payload().copyTo(service.options().downloadDir());
        service.eventsUntil(service.addForced(torrent.metainfo()), EventType.COMPLETED);
        var leeched = directory.resolve("leeched");
        try (var tracker = announce();
                var tap = WireTap.to(service.bean(TorrentEngine.class).listenPort())) {
            tracker.announce(torrent.infoHash(), tap.port());
            try (var _ = client.start(share(leeched).encrypted())) {

                Patience.until("the content at " + client, () -> torrent.payload().isIn(leeched));

                assertEncrypted(tap);
            }
        }
    }

    /// Revaer learns from the leech what the torrent is, finds that it has everything, and gives it.
    @SwarmTest
    @EnumSource(names = "TRANSMISSION")
    void uploadsToAClientThatInsistsAsWellAndWaits(ForeignClient client) throws Exception {
        torrent.payload().copyTo(service.options().downloadDir());
        var leeched = directory.resolve("leeched");
        try (var tap = WireTap.to(port); var _ = client.start(share(leeched).encrypted())) {

            service.addForced(torrent.magnet() + "&x.pe=127.0.0.1:" + tap.port());

            Patience.until("the content at " + client, () -> torrent.payload().isIn(leeched));
            assertEncrypted(tap);
        }
    }

    /// The client alone knows the tracker, where it tells that it is ready.
    private OpenTracker announce() throws Exception {
        var tracker = OpenTracker.start(directory.resolve("tracker"), torrent.infoHashes());
        torrent = torrent.announcedTo(tracker);
        return tracker;
    }

    private void assertDownloadsEncrypted(OpenTracker tracker) throws Exception {
        Patience.until("the seed at the tracker", () -> tracker.scrape(torrent.infoHash()).seeds() == 1);
        try (var tap = WireTap.to(port)) {
            var infoHash = service
                    .addForced(torrent.announcedTo(List.of()).magnet() + "&x.pe=127.0.0.1:" + tap.port());

            service.eventsUntil(infoHash, EventType.COMPLETED);
            assertThat(torrent.payload().isIn(service.options().downloadDir())).isTrue();
            assertEncrypted(tap);
        }
    }

    private void assertEncrypted(WireTap tap) throws IOException {
        var streams = tap.streams(Payload.SIZE);
        assertThat(streams.size()).isPositive();
        assertThat(streams.stream().anyMatch(WireTap::isPlain)).as("a plain handshake").isFalse();
        for (var file : torrent.payload().files()) {
            var sample = Arrays.copyOf(Files.readAllBytes(file), SAMPLE);
            assertThat(streams.stream().anyMatch(stream -> WireTap.indexOf(stream, sample) >= 0))
                    .as("the content for all to read")
                    .isFalse();
        }
    }

    private Share share(Path content) throws IOException {
        return new Share(
                directory.resolve("home"),
                torrent.writeTo(directory.resolve("payload.torrent")),
                content,
                InetAddress.getLoopbackAddress(),
                port,
                false);
    }
}
