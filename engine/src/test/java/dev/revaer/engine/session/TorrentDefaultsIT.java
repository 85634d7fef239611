package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.limit.TorrentLimits;
import dev.revaer.engine.network.PeerSettings;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.volume.Allocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.storage_mode_t;
import org.libtorrent4j.swig.torrent_handle;

import static org.assertj.core.api.Assertions.assertThat;

class TorrentDefaultsIT {
    private static final int UNLIMITED = (1 << 24) - 1;

    @TempDir
    private Path directory;
    private StoredTorrent stored;
    private TorrentDefaults defaults;
    private session rawSession;
    private SessionTorrent torrent;
    private torrent_handle handle;

    @BeforeEach
    void add() throws IOException {
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer-test");
        var metainfo = new LibtorrentMetainfo(settings.nativeDir());
        var bytes = metainfo.create(Files.write(directory.resolve("a.bin"), new byte[1000]));
        stored = new StoredTorrent(
                metainfo.read(bytes).infoHashes(),
                "a.bin",
                null,
                new Bencoded(bytes),
                null,
                directory,
                true,
                Instant.EPOCH,
                null);
        var registry = new TorrentRegistry();
        defaults = new TorrentDefaults(registry, settings);
        rawSession = SessionFactory.open(settings, DiskIo.POSIX);
        torrent = new SessionTorrent(1, stored, false, Long.MAX_VALUE);
        registry.register(torrent);
        var parameters = AddParameters.of(stored, 1, defaults.get());
        handle = rawSession.add_torrent(parameters.native_(), new error_code());
        torrent.attach(handle);
        torrent.usual = defaults.get();
        OptionsApplier.apply(torrent, handle, TorrentOptions.NONE);
    }

    @AfterEach
    void close() {
        rawSession.abort().delete();
        rawSession.delete();
    }

    @Test
    void holdsWhereATorrentHasNoLimitOfItsOwn() {
        assertThat(handle.max_connections()).isEqualTo(PeerSettings.USUAL.connectionsPerTorrent());
        assertThat(handle.max_uploads()).isEqualTo(UNLIMITED);
    }

    @Test
    void changesTorrentsThatAreHere() {
        defaults.set(settings(7, 3));

        assertThat(handle.max_connections()).isEqualTo(7);
        assertThat(handle.max_uploads()).isEqualTo(3);
    }

    @Test
    void givesWayToALimitOfTheTorrentsOwn() {
        OptionsApplier.apply(torrent, handle, TorrentOptions.NONE.with(new TorrentLimits(0, 0, 5, 2)));

        defaults.set(settings(7, 3));

        assertThat(handle.max_connections()).isEqualTo(5);
        assertThat(handle.max_uploads()).isEqualTo(2);
    }

    @Test
    void comesBackWhenTheTorrentsOwnLimitGoes() {
        OptionsApplier.apply(torrent, handle, TorrentOptions.NONE.with(new TorrentLimits(0, 0, 5, 2)));
        defaults.set(settings(7, 0));

        OptionsApplier.apply(torrent, handle, TorrentOptions.NONE);

        assertThat(handle.max_connections()).isEqualTo(7);
        assertThat(handle.max_uploads()).isEqualTo(UNLIMITED);
    }

    @ParameterizedTest
    @EnumSource
    void allocatesFilesAsItIsTold(Allocation allocation) {
        var values = new TorrentDefaults.Values(true, 0, 0, allocation);

        var mode = AddParameters.of(stored, 2, values).native_().getStorage_mode();

        assertThat(mode).isEqualTo(switch (allocation) {
            case SPARSE -> storage_mode_t.storage_mode_sparse;
            case FULL -> storage_mode_t.storage_mode_allocate;
        });
    }

    private static SessionSettings settings(int connectionsPerTorrent, int uploadSlotsPerTorrent) {
        var usual = SessionSettings.USUAL;
        return new SessionSettings(
                usual.network(),
                new PeerSettings(
                        30,
                        15,
                        120,
                        3000,
                        2000,
                        512 << 10,
                        2 << 20,
                        connectionsPerTorrent,
                        uploadSlotsPerTorrent),
                usual.trackers(),
                usual.queue(),
                usual.disk(),
                usual.rates(),
                usual.connections(),
                usual.uploadSlots(),
                null,
                usual.raw());
    }
}
