package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What is made, as libtorrent reads it.
class TorrentMakerIT {
    @TempDir
    Path directory;

    private LibtorrentMetainfo metainfo;

    @BeforeEach
    void load() {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void makesEachFormat(MetainfoFormat format) throws IOException {
        var folder = someFolder();

        var read = metainfo.read(make(wanted(folder, format, null)));

        assertThat(read.name()).isEqualTo("Some Folder");
        assertThat(read.infoHashes().v1() != null).isEqualTo(format.hasV1());
        assertThat(read.infoHashes().v2() != null).isEqualTo(format.hasV2());
        assertThat(read.files()).extracting(TorrentFile::path)
                .containsExactlyInAnyOrder(
                        "Some Folder/sub/big.bin",
                        "Some Folder/sub/small.txt",
                        "Some Folder/sub/empty");
        assertThat(read.isPrivate()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(MetainfoFormat.class)
    void writesAllThatIsWanted(MetainfoFormat format) throws IOException {
        var bytes = make(
                new NewMetainfo(
                        someFolder(),
                        format,
                        65_536,
                        true,
                        List.of(List.of("http://a.test/x", "udp://b.test:1"), List.of("https://c.test/y")),
                        List.of("http://seed.test/files/"),
                        "träumen 😀",
                        "SITE 🎉"));

        var info = LibtorrentMetainfo.parse(bytes);

        assertThat(info.piece_length()).isEqualTo(65_536);
        assertThat(info.priv()).isTrue();
        assertThat(info.trackers()).extracting(tracker -> tracker.getTier() + " " + tracker.getUrl())
                .containsExactlyInAnyOrder("0 http://a.test/x", "0 udp://b.test:1", "1 https://c.test/y");
        assertThat(info.web_seeds()).extracting(seed -> seed.getUrl())
                .containsExactly("http://seed.test/files/");
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("7:comment13:träumen 😀", "6:source9:SITE 🎉", "10:created by6:Revaer");
        info.delete();
    }

    @Test
    void setsTheSameContentOfTwoSitesApart() throws IOException {
        var folder = someFolder();

        var hashes = new ArrayList<String>();
        for (var source : new @Nullable String[]{null, "ONE", "TWO"}) {
            var wanted = new NewMetainfo(
                    folder,
                    MetainfoFormat.V1,
                    null,
                    true,
                    List.of(),
                    List.of(),
                    null,
                    source);
            hashes.add(metainfo.read(make(wanted)).infoHashes().first().hex());
        }

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void tellsEveryByteAsItIsHashed() throws IOException {
        var heard = new ArrayList<Long>();
        var totals = new ArrayList<Long>();

        metainfo.create(NewMetainfo.of(someFolder()), (bytes, total) -> {
            heard.add(bytes);
            totals.add(total);
        });

        assertThat(heard).isSorted().endsWith(700_005L).contains(0L, 16_384L);
        assertThat(totals).isSorted().endsWith(700_005L);
    }

    @Test
    void stopsWhenToldTo() throws IOException {
        var folder = someFolder();
        var heard = new ArrayList<Long>();

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> metainfo.create(NewMetainfo.of(folder), (bytes, _) -> {
                    heard.add(bytes);
                    if (bytes > 100_000) {
                        throw new CancellationException();
                    }
                }));
        assertThat(heard.getLast()).isBetween(100_000L, 120_000L);
    }

    @Test
    void refusesAFileThatIsWrittenToMeanwhile() throws IOException {
        var folder = someFolder();
        var big = folder.resolve("sub/big.bin");

        assertRefused(NewMetainfo.of(folder), (bytes, _) -> {
            if (bytes > 0) {
                write(big, 5);
            }
        }, "it changed while it was being hashed: Some Folder/sub/big.bin");
    }

    @Test
    void refusesAFileThatIsWrittenToOnceItWasHashed() throws IOException {
        var folder = someFolder();
        var big = folder.resolve("sub/big.bin");

        assertRefused(wanted(folder, MetainfoFormat.V1, null), (bytes, total) -> {
            if (bytes == total) {
                write(big, 5);
            }
        }, "it changed while it was being hashed: Some Folder/sub/big.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shorter", "longer", "replaced", "linked"})
    void refusesAFileThatIsNotTheOneThatWasFound(String how) throws IOException {
        var folder = someFolder();
        var small = folder.resolve("sub/small.txt");
        var modified = Files.getLastModifiedTime(small);

        assertRefused(wanted(folder, MetainfoFormat.V1, null), (bytes, _) -> {
            if (bytes == 16_384) {
                change(small, how, modified);
            }
        }, "");
    }

    @Test
    void refusesToShareNothing() throws IOException {
        var empty = Files.createDirectories(directory.resolve("empty/deeper"));
        assertRefused(directory.resolve("missing"), "no such file");
        assertRefused(directory.resolve("empty"), "no file with anything in it");
        Files.createFile(empty.resolve("nothing"));
        assertRefused(directory.resolve("empty"), "no file with anything in it");
        Files.createSymbolicLink(directory.resolve("link"), elsewhere());
        assertRefused(directory.resolve("link"), "no file with anything in it");
        assertRefused(Path.of("/"), "root of the file system");
    }

    @Test
    void refusesNamesThatPeersWouldChange() throws IOException {
        for (var name : List.of("back\\slash", "left\u202eright")) {
            var folder = Files.createDirectories(directory.resolve("Odd " + name.length()));
            Files.writeString(folder.resolve(name), "x");
            assertRefused(folder, "under its name");
        }
        var folder = Files.createDirectories(directory.resolve("Twins"));
        Files.writeString(folder.resolve("a.txt"), "x");
        Files.writeString(folder.resolve("A.TXT"), "y");
        assertRefused(folder, "under its name");
    }

    @Test
    void refusesAFolderThatV2CannotTellFromItsOnlyFile() throws IOException {
        var folder = Files.createDirectories(directory.resolve("Folder"));
        Files.writeString(folder.resolve("only"), "x");

        assertRefused(
                wanted(folder, MetainfoFormat.V2, null),
                HashingProgress.IGNORED,
                "share the file itself");
        assertThat(metainfo.read(make(wanted(folder, MetainfoFormat.HYBRID, null))).files())
                .containsExactly(new TorrentFile(0, "Folder/only", 1));
    }

    @Test
    void refusesMetainfoThatNobodyCouldLoadBeforeHashing() throws IOException {
        var huge = directory.resolve("huge.bin");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 36);
        }
        HashingProgress never = (bytes, _) -> assertThat(bytes).isZero();

        assertRefused(wanted(huge, MetainfoFormat.V1, 16_384), never, "more than 5242880 bytes");
        assertRefused(wanted(huge, MetainfoFormat.HYBRID, 524_288), never, "more than 5242880 bytes");
        assertThatExceptionOfType(CancellationException.class)
                .as("begins to hash with longer pieces")
                .isThrownBy(() -> metainfo.create(NewMetainfo.of(huge), TorrentMakerIT::stopOnceHashing));
    }

    private Path someFolder() throws IOException {
        var folder = Files.createDirectories(directory.resolve("Some Folder/sub"));
        var bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("big.bin"), bytes);
        Files.writeString(folder.resolve("small.txt"), "small");
        Files.createFile(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere());
        Files.createSymbolicLink(folder.resolve("folder"), elsewhere().resolveSibling(""));
        return directory.resolve("Some Folder");
    }

    private Path elsewhere() throws IOException {
        var folder = Files.createDirectories(directory.resolve("elsewhere"));
        return Files.writeString(folder.resolve("secret.txt"), "secret");
    }

    private byte[] make(NewMetainfo wanted) {
        return metainfo.create(wanted, HashingProgress.IGNORED);
    }

    private static NewMetainfo wanted(Path content, MetainfoFormat format, @Nullable Integer pieceLength) {
        return new NewMetainfo(content, format, pieceLength, false, List.of(), List.of(), null, null);
    }

    private void assertRefused(Path content, String reason) {
        assertRefused(NewMetainfo.of(content), HashingProgress.IGNORED, reason);
    }

    private void assertRefused(NewMetainfo wanted, HashingProgress progress, String reason) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> metainfo.create(wanted, progress))
                .satisfies(
                        e -> assertThat(e.error()).isInstanceOfSatisfying(
                                UnshareableContent.class,
                                error -> assertThat(error.reason()).contains(reason)));
    }

    private static void stopOnceHashing(long bytes, long total) {
        if (bytes > 0) {
            throw new CancellationException();
        }
    }

    private static void write(Path path, int position) {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            file.write(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void change(Path file, String how, FileTime modified) {
        try {
            switch (how) {
                case "shorter" -> Files.writeString(file, "smal");
                case "longer" -> Files.writeString(file, "smaller");
                case "replaced" -> {
                    Files.writeString(file.resolveSibling("other"), "SMALL");
                    Files.move(file.resolveSibling("other"), file.resolveSibling("small2"));
                    Files.delete(file);
                    Files.move(file.resolveSibling("small2"), file);
                }
                default -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, elsewhere());
                    return;
                }
            }
            Files.setLastModifiedTime(file, modified);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
