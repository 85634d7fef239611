package dev.revaer.engine.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Resume data that cannot be trusted costs a check, never the torrent.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ResumeTrustIT {
    @TempDir
    Path directory;

    private List<StoredTorrent> torrents;
    private byte[] resumeData;

    @BeforeEach
    void saveResumeData() throws IOException {
        var metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        torrents = ManyTorrents.in(directory.resolve("content"), metainfo, 2);
        var listener = new RecordingListener();
        try (var engine = start(listener)) {
            engine.add(torrents.get(0));
            resumeData = listener.resumeData(torrents.get(0).infoHashes().first()).bytes();
        }
    }

    @Test
    void trustsWhatItWroteItself() {
        var listener = started(torrents.get(0), resumeData);

        assertThat(listener.heard(Failure.class)).isEmpty();
    }

    @Test
    void checksWhenAnotherTorrentsIsThere() {
        assertThat(failureOf(torrents.get(1), resumeData)).contains("another torrent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i2e", "i4711e", "i99999999999999e"})
    void checksWhenANewerRevaerWroteIt(String version) {
        assertThat(failureOf(torrents.get(0), replaced("!revaer-formati1e", "!revaer-format" + version)))
                .contains("newer version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "de", "d", "i1e", "le", "d14:!revaer-formati1e",
            "d14:!revaer-formati1ee"})
    void checksWhenItIsNoneAtAll(String text) {
        assertThat(failureOf(torrents.get(0), text.getBytes(StandardCharsets.US_ASCII)))
                .contains("resume data");
    }

    @Test
    void survivesAnyBitFlippedOrCut() {
        var random = new Random(11);
        var listener = new RecordingListener();
        try (var engine = start(listener)) {
            var stored = torrents.get(0);
            for (int i = 0; i < 200; i++) {
                var bytes = resumeData.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                var cut = i % 2 == 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));

                engine.add(stored.withResumeData(new Bencoded(cut)));

                listener.awaitThat(
                        "seeding",
                        () -> Objects.requireNonNull(engine.find(stored.infoHashes().first()))
                                .state() == TorrentState.SEEDING);
                engine.remove(stored.infoHashes().first());
            }
            assertThat(engine.health().healthy()).isTrue();
        }
    }

    private String failureOf(StoredTorrent stored, byte[] resume) {
        return started(stored, resume).await(Failure.class).reason();
    }

    private RecordingListener started(StoredTorrent stored, byte[] resume) {
        var listener = new RecordingListener();
        try (var engine = start(listener)) {
            engine.add(stored.withResumeData(new Bencoded(resume)));
            listener.awaitThat(
                    "seeding",
                    () -> engine.torrents().getFirst().state() == TorrentState.SEEDING);
        }
        return listener;
    }

    private byte[] replaced(String text, String by) {
        var before = new String(resumeData, StandardCharsets.ISO_8859_1);
        assertThat(before).contains(text);
        return before.replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private LibtorrentEngine start(RecordingListener listener) {
        return LibtorrentEngine.start(
                EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                listener,
                listener);
    }
}
