package dev.revaer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.revaer.app.CrashOracle.Wish;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;

import static org.assertj.core.api.Assertions.assertThat;

/// Commands such as a user gives, at random, each noted before it is sent and when it was acknowledged.
final class CrashWork {
    private static final int MOST_TORRENTS = 30;
    private static final int FILES = 3;
    /// Whole pieces, so that no pad file comes between.
    private static final int FILE_SIZE = 64 << 10;
    private static final List<String> CATEGORIES = List.of("books", "films");
    private static final List<String> PRIORITIES = List.of("skip", "low", "normal", "high");

    private final Random random;
    private final CrashOracle oracle;
    private final Path directory;
    private final LibtorrentMetainfo metainfo;
    private int made;

    CrashWork(Random random, CrashOracle oracle, Path directory, Path nativeDir) {
        this.random = random;
        this.oracle = oracle;
        this.directory = directory;
        this.metainfo = new LibtorrentMetainfo(nativeDir);
    }

    /// Makes the categories and adds the torrent whose download is watched: of its two files only the first is wanted.
    void begin(ServiceClient client, String infoHash, String magnet) throws Exception {
        for (var category : CATEGORIES) {
            assertThat(client.put("/v1/categories/" + category, "{}").status()).isBetween(200, 201);
        }
        var wish = new Wish(false, "", new TreeSet<>(), 0, 0, 0, List.of("normal", "skip"));
        oracle.begins(infoHash, wish);
        acknowledged(
                client.post(
                        "/v1/torrents",
                        "{\"magnet\": \"" + magnet + "\", \"priorities\": " + priorities(wish) + "}"));
    }

    /// One command about any torrent but, mostly, the one that downloads.
    void change(ServiceClient client, String download) throws Exception {
        var others = new ArrayList<>(oracle.torrents());
        others.remove(download);
        var kind = random.nextInt(10);
        if (others.isEmpty() || (kind < 3 && others.size() < MOST_TORRENTS)) {
            add(client);
            return;
        }
        var infoHash = others.get(random.nextInt(others.size()));
        if (kind < 4) {
            oracle.begins(infoHash, null);
            acknowledged(client.delete("/v1/torrents/" + infoHash + "?deleteData=" + random.nextBoolean()));
        } else if (kind < 6) {
            pauseOrResume(client, infoHash);
        } else if (random.nextInt(4) == 0) {
            edit(client, download, List.of("normal", "skip"));
        } else {
            edit(client, infoHash, priorities());
        }
    }

    private void add(ServiceClient client) throws Exception {
        var torrent = torrent();
        var wish = wish(random.nextBoolean(), priorities());
        var body = "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(torrent) + "\", \"paused\": "
                + wish.paused() + ", " + json(wish) + "}";
        oracle.begins(metainfo.read(torrent).infoHashes().first().hex(), wish);
        acknowledged(client.post("/v1/torrents", body));
    }

    private void pauseOrResume(ServiceClient client, String infoHash) throws Exception {
        var before = oracle.wish(infoHash);
        oracle.begins(infoHash, before.paused(!before.paused()));
        var action = before.paused() ? "resume" : "pause";
        acknowledged(
                client.post("/v1/torrents/" + infoHash + "/action", "{\"action\": \"" + action + "\"}"));
    }

    private void edit(ServiceClient client, String infoHash, List<String> priorities) throws Exception {
        var wish = wish(oracle.wish(infoHash).paused(), priorities);
        oracle.begins(infoHash, wish);
        acknowledged(client.patch("/v1/torrents/" + infoHash, "{" + json(wish) + "}"));
    }

    private void acknowledged(ServiceClient.Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isBetween(200, 204);
        oracle.acknowledges();
    }

    private byte[] torrent() throws IOException {
        var folder = Files.createDirectories(directory.resolve("small-" + made++));
        for (int i = 0; i < FILES; i++) {
            var bytes = new byte[FILE_SIZE];
            random.nextBytes(bytes);
            Files.write(folder.resolve(i + ".bin"), bytes);
        }
        return metainfo.create(folder);
    }

    /// Caps are higher than the rate of the peer that there is.
    private Wish wish(boolean paused, List<String> priorities) {
        var tags = random.ints(random.nextInt(3), 0, 5).mapToObj(i -> "tag-" + i).toList();
        return new Wish(
                paused,
                random.nextBoolean() ? "" : CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                new TreeSet<>(tags),
                (4 << 20) + random.nextInt(1000),
                (4 << 20) + random.nextInt(1000),
                100 + random.nextInt(100),
                priorities);
    }

    /// A selection of nothing is refused.
    private List<String> priorities() {
        var least = random.nextInt(FILES);
        return IntStream.range(0, FILES)
                .map(i -> random.nextInt(i == least ? 1 : 0, PRIORITIES.size()))
                .mapToObj(PRIORITIES::get)
                .toList();
    }

    private static String json(Wish wish) {
        var tags = wish.tags().stream().map(tag -> "\"" + tag + "\"").toList();
        return "\"category\": \"" + wish.category() + "\", \"tags\": " + tags
                + ", \"limits\": {\"downloadBytesPerSecond\": "
                + wish.downloadBytesPerSecond() + ", \"uploadBytesPerSecond\": "
                + wish.uploadBytesPerSecond() + "}, \"seedGoals\": {\"ratio\": " + wish.ratio()
                + "}, \"priorities\": " + priorities(wish);
    }

    private static List<String> priorities(Wish wish) {
        return IntStream.range(0, wish.priorities().size())
                .mapToObj(i -> "{\"index\": " + i + ", \"priority\": \"" + wish.priorities().get(i) + "\"}")
                .toList();
    }
}
