package dev.revaer.engine.session;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.content.PieceSample;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class PieceSampleIT {
    @TempDir
    Path directory;

    private Path file;
    private StoredTorrent torrent;

    @BeforeEach
    void seedATorrent() throws IOException {
        var metainfo = new LibtorrentMetainfo(directory.resolve("native"));
        var content = Files.createDirectories(directory.resolve("content/Show"));
        var bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        file = Files.write(content.resolve("a.bin"), bytes);
        Files.writeString(content.resolve("b.txt"), "hello");
        var fresh = ManyTorrents
                .stored(metainfo, metainfo.create(content), directory.resolve("content"));
        var listener = new RecordingListener();
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test");
        try (var engine = LibtorrentEngine.start(settings, listener, listener)) {
            engine.add(fresh);
            torrent = fresh.withResumeData(listener.resumeData(fresh.infoHashes().first()));
        }
    }

    @Test
    void findsNothingWrongWithGoodData() {
        for (int i = 0; i < 10; i++) {
            assertThat(PieceSample.wrongPiece(torrent, Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void findsAPieceThatNeverReachedTheDisk() throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(new byte[3_000_000]);
        }

        assertThat(PieceSample.wrongPiece(torrent, 1)).isPresent();
    }

    @Test
    void looksAtThePiecesFinishedLast() throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(1);
        }
        var bytes = Objects.requireNonNull(torrent.resumeData()).bytes();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var first = text.replace("14:!revaer-latestle", "14:!revaer-latestli0ee");

        assertThat(first).contains("14:!revaer-latestli0ee");
        var named = torrent.withResumeData(new Bencoded(first.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(PieceSample.wrongPiece(named, 1)).hasValue(0);
    }

    @Test
    void passesWhatItCannotRead() {
        assertThat(PieceSample.wrongPiece(torrent.withResumeData(new Bencoded(new byte[]{'x'})), 1))
                .isEmpty();
        assertThat(PieceSample.wrongPiece(torrent.withoutResumeData(), 1)).isEmpty();
    }
}
