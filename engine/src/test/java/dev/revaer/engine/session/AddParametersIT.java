package dev.revaer.engine.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtorrent4j.Vectors;

import static org.assertj.core.api.Assertions.assertThat;

class AddParametersIT {
    private static final String MAGNET = "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a";

    @TempDir
    Path directory;

    private LibtorrentMetainfo metainfo;

    @BeforeEach
    void load() {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @Test
    void dropsWebTorrentTrackersOfAMagnet() {
        var magnet = MAGNET
                + "&tr=wss%3A%2F%2Ftracker.invalid&tr=http%3A%2F%2F127.0.0.1%2Fa&tr=WS%3A%2F%2Fx.invalid"
                + "&tr=udp%3A%2F%2F127.0.0.1%3A1&ws=ftp%3A%2F%2Fx.invalid%2F&ws=http%3A%2F%2F127.0.0.1%2Fseed";

        var parameters = fromMagnet(magnet);

        assertThat(Vectors.string_vector2list(parameters.native_().getTrackers())).containsExactly(
                "http://127.0.0.1/a",
                "udp://127.0.0.1:1");
        assertThat(parameters.native_().getTracker_tiers()).hasSize(2);
        assertThat(Vectors.string_vector2list(parameters.native_().getUrl_seeds()))
                .containsExactly("http://127.0.0.1/seed");
    }

    @Test
    void dropsWebTorrentTrackersOfAMetainfo() {
        var text = "d13:announce-listll18:wss://x.invalid/an18:http://127.0.0.1/aee4:infod6:lengthi16384e4:name1:n"
                + "12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";
        var bytes = text.getBytes(StandardCharsets.US_ASCII);

        var parameters = AddParameters.of(
                new StoredTorrent(
                        metainfo.read(bytes).infoHashes(),
                        "n",
                        null,
                        new Bencoded(bytes),
                        null,
                        directory,
                        false,
                        Instant.EPOCH,
                        null),
                1,
                TorrentDefaults.Values.NONE);

        assertThat(Vectors.string_vector2list(parameters.native_().getTrackers()))
                .containsExactly("http://127.0.0.1/a");
        assertThat(List.copyOf(parameters.native_().ti_ptr().trackers())).isEmpty();
    }

    @Test
    void keepsNoMoreTrackersThanMakeSense() {
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> "&tr=http%3A%2F%2F127.0.0.1%2F" + i)
                .collect(Collectors.joining());

        assertThat(fromMagnet(MAGNET + many).native_().getTrackers()).hasSize(200);
    }

    private AddParameters fromMagnet(String magnet) {
        return AddParameters.of(
                new StoredTorrent(
                        metainfo.readMagnet(magnet).infoHashes(),
                        "n",
                        magnet,
                        null,
                        null,
                        directory,
                        false,
                        Instant.EPOCH,
                        null),
                1,
                TorrentDefaults.Values.NONE);
    }
}
