package dev.revaer.app.foreign;

import java.nio.file.Path;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the service tells peers of a private torrent (BEP 27).
@Timeout(180)
class PrivateTorrentIT {
    @TempDir
    private Path temp;

    @Test
    void offersPeersOfAPrivateTorrentNeitherPexNorMetadata() throws Exception {
        var directory = temp.toRealPath();
        try (var service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase())) {
            var reader = service.bean(MetainfoReader.class);
            var port = service.bean(TorrentEngine.class).listenPort();
            var payload = Payload.make(service.options().downloadDir());
            var open = PayloadTorrent.of(payload, MetainfoFormat.V1, reader);
            var openHash = service.addForced(open.metainfo());
            var privateHash = service.addForced(open.asPrivate().metainfo());
            service.eventsUntil(openHash, EventType.COMPLETED);
            service.eventsUntil(privateHash, EventType.COMPLETED);

            var toOpen = RawPeer.extensionsOffered(port, openHash);
            var toPrivate = RawPeer.extensionsOffered(port, privateHash);

            assertThat(toOpen.contains("ut_pex")).isTrue();
            assertThat(toOpen.contains("ut_metadata")).isTrue();
            assertThat(toPrivate.contains("ut_pex")).isFalse();
            assertThat(toPrivate.contains("ut_metadata")).isFalse();
            assertThat(toPrivate).isNotEmpty();
        }
    }
}
