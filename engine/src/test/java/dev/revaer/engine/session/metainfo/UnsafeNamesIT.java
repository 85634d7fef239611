package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.TorrentFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Names with characters beyond U+FFFF, which libtorrent4j garbles.
class UnsafeNamesIT {
    private static final int PIECE_LENGTH = 16_384;

    @TempDir
    Path directory;

    private LibtorrentMetainfo metainfo;

    @BeforeEach
    void load() {
        metainfo = new LibtorrentMetainfo(directory.resolve("native"));
    }

    @Test
    void replacesThemInASingleFile() {
        var read = metainfo.read(single("smile 😀.txt"));

        assertThat(read.name()).isEqualTo("smile _.txt");
        assertThat(read.files()).containsExactly(new TorrentFile(0, "smile _.txt", 5));
    }

    @Test
    void replacesThemInRootFolderAndFile() {
        var bytes = multi(
                "Root 😀",
                "in 🎉|träumen 漢字.txt",
                "plain|file 𝄞.txt",
                "a");

        var read = metainfo.read(bytes);

        assertThat(read.name()).isEqualTo("Root _");
        assertThat(paths(read)).containsExactly(
                "Root _/in _/träumen 漢字.txt",
                "Root _/plain/file _.txt",
                "Root _/a");
    }

    @Test
    void keepsTheInfoHashes() {
        var info = Map.of("length", 5, "name", "😀", "piece length", PIECE_LENGTH, "pieces", new byte[20]);
        var bytes = Bencoding.of(Map.of("info", new TreeMap<>(info)));

        var plain = metainfo.read(single("x")).infoHashes();

        assertThat(metainfo.read(bytes).infoHashes()).isNotEqualTo(plain);
        assertThat(metainfo.read(bytes).infoHashes().first().hex()).isEqualTo(sha1(info(bytes)));
    }

    @Test
    void keepsApartWhatBecomesTheSame() {
        var bytes = multi(
                "Show",
                "a😀.txt",
                "a🎉.txt",
                "a_.txt",
                "A😁.TXT");

        var paths = paths(metainfo.read(bytes));

        assertThat(paths)
                .containsExactly("Show/a_.txt", "Show/a_.1.txt", "Show/a_.2.txt", "Show/A_.3.TXT");
    }

    @Test
    void keepsAFileApartFromAFolderThatBecomesTheSame() {
        var paths = paths(metainfo.read(multi("Show", "a😀|b", "a🎉")));

        assertThat(paths).first().isEqualTo("Show/a_/b");
        assertThat(paths).last().isNotEqualTo("Show/a_");
    }

    @Test
    void keepsInsideTheDownloadDirectory() {
        var bytes = multi(
                "😀",
                "..|..|etc",
                "/root",
                "x\u0000\n/../y",
                "..|.");

        assertThat(metainfo.read(bytes).files()).isNotEmpty()
                .allSatisfy(
                        file -> assertThat(Path.of("/d").resolve(file.path()).normalize())
                                .startsWithRaw(Path.of("/d/_"))
                                .asString()
                                .doesNotContain("\n"));
    }

    @Test
    void prefersTheNamesThatLibtorrentPrefers() {
        var info = new TreeMap<String, Object>(
                Map.of("length", 5, "name", "old", "name.utf-8", "new 😀", "piece length", PIECE_LENGTH));
        info.put("pieces", new byte[20]);

        assertThat(metainfo.read(Bencoding.of(Map.of("info", info))).name()).isEqualTo("new _");
    }

    @Test
    void readsTheBareInfoOfAMagnet() {
        var whole = multi("Root 😀", "b 🎉");

        var bare = metainfo.read(LibtorrentMetainfo.fromInfo(info(whole)));

        assertThat(bare).isEqualTo(metainfo.read(whole));
        assertThat(LibtorrentMetainfo.renamedFiles(whole)).containsExactly(Map.entry(0, "Root _/b _"));
    }

    @Test
    void replacesThemInAHybridAndItsBareInfo() throws IOException {
        var hybrid = hybrid();

        var read = metainfo.read(hybrid);

        assertThat(read.infoHashes().all()).hasSize(2);
        assertThat(read.name()).isEqualTo("R_");
        assertThat(paths(read)).containsExactlyInAnyOrder("R_/s_/b.bin", "R_/c.bin");
        assertThat(paths(metainfo.read(LibtorrentMetainfo.fromInfo(info(hybrid)))))
                .containsExactlyElementsOf(paths(read));
    }

    @Test
    void replacesThemInV2Alone() {
        var leaf = Map.of("", new TreeMap<>(Map.of("length", 5, "pieces root", filled(32))));
        var tree = new TreeMap<>(Map.of("a 😀", Map.of("b 🎉.txt", leaf), "c", leaf));
        var info = new TreeMap<>(
                Map.of("file tree", tree, "meta version", 2, "name", "V 😀", "piece length", PIECE_LENGTH));

        var read = metainfo.read(Bencoding.of(new TreeMap<>(Map.of("info", info, "piece layers", Map.of()))));

        assertThat(read.name()).isEqualTo("V _");
        assertThat(paths(read)).containsExactly("V _/a _/b _.txt", "V _/c");
    }

    @Test
    void leavesAllOtherMetainfoAlone() {
        for (var name : List.of("plain", "träumen 漢字", "\uFFFD\uE000", "a\tb")) {
            assertThat(NameRewriter.rewrite(multi(name, name + "|x"))).isEmpty();
        }
        var elsewhere = Bencoding.of(
                new TreeMap<>(
                        Map.of(
                                "comment",
                                "😀",
                                "info",
                                new TreeMap<>(
                                        Map.of(
                                                "length",
                                                5,
                                                "name",
                                                "n",
                                                "pieces",
                                                "0123456789abcdef😀",
                                                "source",
                                                "😀")))));
        assertThat(NameRewriter.rewrite(elsewhere)).isEmpty();
    }

    @Test
    void takesOnlyRealCharactersForSuch() {
        for (var invalid : new int[][]{{0xF0, 0x80, 0x80, 0x80}, {0xF4, 0x90, 0x80, 0x80},
                {0xF0, 0x9F, 0x98}, {0xF8, 0x9F, 0x98, 0x80}}) {
            var name = new byte[invalid.length];
            for (int i = 0; i < name.length; i++) {
                name[i] = (byte) invalid[i];
            }

            assertThat(NameRewriter.rewrite(Bencoding.of(Map.of("info", Map.of("name", name))))).isEmpty();
        }
    }

    @Test
    void survivesDamageAnywhere() throws IOException {
        var random = new Random(43);
        var good = List.of(multi("Root 😀", "in 🎉|a", "b 𝄞.txt"), hybrid());
        for (int round = 0; round < 2_000; round++) {
            var bad = good.get(round % 2).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(random.nextInt(10) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
        }
    }

    @Test
    void survivesNestingWithoutEnd() {
        for (var opening : List.of("l", "d1:a", "d4:infod9:file tree")) {
            var bytes = opening.repeat(100_000).getBytes(StandardCharsets.US_ASCII);

            assertThat(NameRewriter.rewrite(bytes)).isEmpty();
            readOrRefuse(bytes);
        }
    }

    @Test
    void refusesToShareThem() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("in 😀")).resolve("x"), "x");
        Files.writeString(Files.createDirectories(directory.resolve("plain")).resolve("𝄞"), "x");

        for (var content : List.of("in 😀", "plain")) {
            assertThatThrownBy(() -> metainfo.create(directory.resolve(content))).isInstanceOfSatisfying(
                    EngineException.class,
                    e -> assertThat(e.error()).isInstanceOfSatisfying(
                            UnshareableContent.class,
                            error -> assertThat(error.reason()).contains("beyond U+FFFF")));
        }
        assertThat(metainfo.read(metainfo.create(directory.resolve("in 😀/x"))).name()).isEqualTo("x");
    }

    /// Names of the same length take the places of those it was made with.
    private byte[] hybrid() throws IOException {
        var root = Files.createDirectories(directory.resolve("Rwxyz/swxyz"));
        Files.write(root.resolve("b.bin"), new byte[40_000]);
        Files.write(root.resolveSibling("c.bin"), new byte[10]);
        var bytes = metainfo.create(directory.resolve("Rwxyz"));
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(
                        "wxyz",
                        new String("😀".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void readOrRefuse(byte[] bytes) {
        try {
            assertThat(metainfo.read(bytes).files()).allSatisfy(
                    file -> assertThat(Path.of("/root").resolve(file.path()).normalize())
                            .startsWithRaw(Path.of("/root")));
        } catch (EngineException e) {
            assertThat(e.error()).isInstanceOf(UnreadableMetainfo.class);
        }
    }

    private static byte[] single(String name) {
        return Bencoding.of(
                Map.of(
                        "info",
                        new TreeMap<>(
                                Map.of(
                                        "length",
                                        5,
                                        "name",
                                        name,
                                        "piece length",
                                        PIECE_LENGTH,
                                        "pieces",
                                        filled(20)))));
    }

    /// @param paths parts separated by `|`
    private static byte[] multi(String name, String... paths) {
        var files = Arrays.stream(paths)
                .map(
                        path -> new TreeMap<String, Object>(
                                Map.of("length", 5, "path", List.of(path.split("\\|")))))
                .toList();
        return Bencoding.of(
                Map.of(
                        "info",
                        new TreeMap<>(
                                Map.of(
                                        "files",
                                        files,
                                        "name",
                                        name,
                                        "piece length",
                                        PIECE_LENGTH,
                                        "pieces",
                                        filled(20)))));
    }

    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'a');
        return bytes;
    }

    /// The info dictionary; in these it stands last but for an empty or last `piece layers`.
    private static byte[] info(byte[] metainfo) {
        var text = new String(metainfo, StandardCharsets.ISO_8859_1);
        var start = text.indexOf("4:info") + 6;
        var layers = text.indexOf("12:piece layers", start);
        return Arrays.copyOfRange(metainfo, start, layers < 0 ? metainfo.length - 1 : layers);
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> paths(Metainfo read) {
        return read.files().stream().map(TorrentFile::path).toList();
    }
}
