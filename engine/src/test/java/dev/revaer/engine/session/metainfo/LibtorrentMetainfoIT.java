package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class LibtorrentMetainfoIT {
    private static final Path FIXTURES = Path.of("../../shared/fixtures/torrents");

    @TempDir
    Path directory;

    private LibtorrentMetainfo metainfo;

    @BeforeEach
    void load() {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "de", "d4:infoe", "d4:infodee", "d4:info5:helloe", "i1e", "<html>"})
    void refusesWhatIsNoMetainfo(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> metainfo.read(bytes)).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isInstanceOf(UnreadableMetainfo.class));
    }

    @Test
    void survivesEveryFixture() throws IOException {
        assumeThat(FIXTURES).as("fixtures are not on this machine").exists();
        try (var files = Files.list(FIXTURES)) {
            for (var file : files.toList()) {
                readOrRefuse(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void survivesDamageAnywhere() throws IOException {
        var content = Files.write(directory.resolve("content.bin"), new byte[100_000]);
        var good = metainfo.create(content);
        var random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            var bad = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(bad);
        }
    }

    @Test
    void readsHashesAndNameOfAMagnet() {
        var hash = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";

        var magnet = metainfo.readMagnet("magnet:?xt=urn:btih:" + hash + "&dn=A%20name");

        assertThat(magnet.infoHashes().first()).isEqualTo(new InfoHash(hash));
        assertThat(magnet.name()).isEqualTo("A name");
        assertThat(metainfo.readMagnet("magnet:?xt=urn:btih:" + hash).name()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "magnet:", "magnet:?dn=x", "magnet:?xt=urn:btih:123",
            "http://127.0.0.1/a.torrent",
            "magnet:?xt=urn:btih:zz2fe1c06bba254a9dc9f519b335aa7c1367a88a", "magnet:?xt=urn:sha1:ABC"})
    void refusesWhatIsNoMagnet(String uri) {
        assertThatThrownBy(() -> metainfo.readMagnet(uri)).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isInstanceOf(UnreadableMagnet.class));
    }

    private void readOrRefuse(byte[] bytes) {
        try {
            var read = metainfo.read(bytes);
            assertThat(read.files()).allSatisfy(file -> {
                assertThat(Path.of("/root").resolve(file.path()).normalize()).startsWithRaw(Path.of("/root"));
                assertThat(file.sizeBytes()).isNotNegative();
            });
        } catch (EngineException e) {
            assertThat(e.error()).isInstanceOf(UnreadableMetainfo.class);
        }
    }
}
