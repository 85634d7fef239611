package dev.revaer.api.torrent.list;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeCatalog;
import dev.revaer.api.TestServer;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ListApiIT {
    private static final String V2 = "c".repeat(64);
    private static final String FULL_TAG = "W/\"[0-9a-f]{16}(-[0-9a-f]+)?\"";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        put(
                0,
                "Big Film (2020)",
                TorrentState.SEEDING,
                options("films", "4k"),
                List.of("Big/film.MKV", "Big/film.nfo"),
                List.of("udp://one.example:6969/announce", "http://[2001:db8::1]/announce"));
        put(
                1,
                "linux.iso",
                TorrentState.DOWNLOADING,
                options("iso"),
                List.of("linux.iso"),
                List.of("https://Two.Example/announce?passkey=x"));
        put(2, "Ünïcode", TorrentState.PAUSED, options(null, "4k", "hdr"), List.of("a", "b.iso"), List.of());
        put(3, "magnet", TorrentState.FETCHING_METADATA, options(null), List.of(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"|0123", "name=film|0", "name=ünÏ|2", "name=LINUX&name=mag|13",
            "state=paused&state=seeding|02", "category=films|0", "category=|23", "category=&category=iso|123",
            "tag=4k|02", "tag=hdr&tag=none|2", "tracker=one.example|0", "tracker=TWO.example|1",
            "tracker=[2001:DB8::1]|0", "tracker=2001:db8::1|0", "tracker=|23",
            "tracker=&tracker=one.example|023", "tracker=example|''", "extension=mkv|0", "extension=.ISO|12",
            "extension=nfo&extension=iso|012", "extension=iso&state=downloading|1",
            "tag=4k&category=films&name=big&tracker=one.example&extension=nfo&state=seeding|0",
            "tag=4k&category=iso|''"})
    void filtersCombine(String query, String expected) {
        var page = list(query == null ? "" : query);

        assertThat(numbers(page)).isEqualTo(expected);
        assertThat(page.path("total").asInt()).isEqualTo(expected.length());
        assertThat(page.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void filtersByEitherHashAndShowsATorrentOnce() {
        assertThat(numbers(list("hash=" + hash(1).hex().toUpperCase(Locale.ROOT)))).isEqualTo("1");
        assertThat(numbers(list("hash=" + hash(0) + "&hash=" + V2 + "&hash=" + hash(3)))).isEqualTo("03");
        assertThat(numbers(list("hash=" + hash(0) + "&state=paused"))).isEmpty();
        assertThat(numbers(list("hash=" + "d".repeat(40)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"added,0123", "name,0132", "size,3210", "progress,3012", "downloadRate,0321",
            "uploadRate,1032",
            "ratio,2013", "state,3102"})
    void sortsByEachKeyInBothDirections(String sort, String expected) {
        assertThat(numbers(list("sort=" + sort))).isEqualTo(expected);
        assertThat(numbers(list("sort=" + sort + "&order=asc"))).isEqualTo(expected);
        assertThat(numbers(list("sort=" + sort + "&order=desc")))
                .isEqualTo(new StringBuilder(expected).reverse().toString());
        assertThat(walk("sort=" + sort + "&limit=1")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=-added", "sort=", "sort=NAME", "sort=name&sort=size", "order=up", "order=",
            "state=", "state=SEEDING", "name=", "tag=", "category=%00", "tracker=a/b", "tracker=a%20b",
            "tracker=user@host", "extension=", "extension=.", "extension=tar.gz", "extension=a/b", "fields=",
            "fields=name,", "fields=name,Name", "fields=limits.connections", "fields=name&fields=state",
            "cursor=", "limit=501", "filter=x", "Name=x", "name"})
    void refusesWhatMakesNoSense(String query) {
        server.get("/v1/torrents?" + query).isProblem(400, "bad-parameter");
    }

    @Test
    void refusesWhatIsTooLongOrTooMuch() {
        Stream.of(
                "name=" + "x".repeat(201),
                "tracker=" + "x".repeat(256),
                "extension=" + "x".repeat(21),
                "cursor=" + "x".repeat(201),
                "tag=x&".repeat(101))
                .forEach(query -> server.get("/v1/torrents?" + query).isProblem(400, "bad-parameter"));
        server.get("/v1/torrents?hash=x").isProblem(400, "bad-info-hash");
    }

    @Test
    void namesWhatItKnows() {
        var parameter = server.get("/v1/torrents?page=2").json().path("detail").asString();
        var sort = server.get("/v1/torrents?sort=age").json().path("detail").asString();
        var field = server.get("/v1/torrents?fields=name,age").json().path("detail").asString();

        assertThat(parameter).contains("page: unknown", "cursor, extension, fields, hash, limit");
        assertThat(sort).contains("added, name, size, progress, downloadRate, uploadRate, ratio, state");
        assertThat(field).contains("'age'", "infoHash", "fsops");
    }

    @Test
    void givesTheFieldsThatAreAskedFor() {
        var page = list("fields=state,infoHash,category,limits&limit=1");
        var one = server.get("/v1/torrents/" + hash(0) + "?fields=name");

        assertThat(page.path("items").get(0).propertyNames())
                .containsExactly("state", "infoHash", "category", "limits");
        assertThat(page.path("nextCursor").asString()).isNotEmpty();
        assertThat(one.body()).isEqualTo("{\"name\":\"Big Film (2020)\"}");
        server.get("/v1/torrents/" + hash(0) + "?fields=nam").isProblem(400, "bad-parameter");
        server.get("/v1/torrents/" + hash(0) + "?field=name").isProblem(400, "bad-parameter");
    }

    @Test
    void saysWhenAPageIsAsItWas() {
        var path = "/v1/torrents?limit=2&fields=infoHash,name";
        var first = server.get(path);
        var tag = first.header("ETag");

        var again = ifNoneMatch(path, "\"x\", " + tag);

        assertThat(tag).matches(FULL_TAG);
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(ifNoneMatch("/v1/torrents?limit=3&fields=infoHash,name", tag).status()).isEqualTo(200);
        assertThat(ifNoneMatch(path, "W/\"0000000000000000\"").status()).isEqualTo(200);
    }

    @Test
    void keepsACursorGoodOfAPageThatIsAsItWas() {
        var path = "/v1/torrents?sort=size&limit=2";
        var first = server.get(path);

        var again = ifNoneMatch(path, first.header("ETag"));
        var second = server.get(path + "&cursor=" + first.json().path("nextCursor").asString());

        assertThat(again.status()).isEqualTo(304);
        assertThat(numbers(second.json())).isEqualTo("10");
        assertThat(ifNoneMatch(path, second.header("ETag")).status()).isEqualTo(200);
    }

    @Test
    void saysWhenATorrentIsAsItWas() {
        var path = "/v1/torrents/" + hash(1);
        var tag = server.get(path).header("ETag");

        assertThat(tag).matches(FULL_TAG);
        assertThat(ifNoneMatch(path, tag).status()).isEqualTo(304);
        assertThat(ifNoneMatch(path + "?fields=name", tag).status()).isEqualTo(200);
        assertThat(ifNoneMatch("/v1/torrents/" + hash(2), tag).status()).isEqualTo(200);
    }

    @Test
    void refusesACursorOfAnotherList() {
        var cursor = list("limit=1&sort=size").path("nextCursor").asString();

        server.get("/v1/torrents?limit=1&sort=name&cursor=" + cursor).isProblem(400, "bad-parameter");
        server.get("/v1/torrents?limit=1&sort=size&tag=4k&cursor=" + cursor).isProblem(400, "bad-parameter");
    }

    @Test
    void saysWhenAnOrderIsKeptNoMore() {
        var cursor = list("limit=1&sort=size").path("nextCursor").asString();
        var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        var forgotten = text.replaceAll("\\.[0-9a-f]{24}\\.", "." + "0".repeat(24) + ".");
        var encoded = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(forgotten.getBytes(StandardCharsets.US_ASCII));

        server.get("/v1/torrents?limit=1&sort=size&cursor=" + encoded).isProblem(410, "cursor-expired");
    }

    private static Answer ifNoneMatch(String path, String tags) {
        return server.send(server.to(path).header("If-None-Match", tags));
    }

    private static String walk(String query) {
        var page = list(query);
        var seen = new StringBuilder(numbers(page));
        while (!page.path("nextCursor").isNull()) {
            page = list(query + "&cursor=" + page.path("nextCursor").asString());
            seen.append(numbers(page));
        }
        return seen.toString();
    }

    private static JsonNode list(String query) {
        var encoded = Stream.of(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .map(
                        pair -> pair.length < 2
                                ? pair[0]
                                : pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
                .toList();
        var answer = server.get("/v1/torrents?" + String.join("&", encoded));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String numbers(JsonNode page) {
        var numbers = new StringBuilder();
        page.path("items")
                .findValuesAsString("infoHash")
                .forEach(hash -> numbers.append(hash.charAt(39)));
        return numbers.toString();
    }

    private static InfoHash hash(int number) {
        return new InfoHash("%040x".formatted(number));
    }

    private static TorrentOptions options(@Nullable String category, String... tags) {
        return TorrentOptions.NONE.labelled(category, Set.of(tags));
    }

    /// Each key has its own order: 3 is the smallest, 2 has the lowest ratio, and so on.
    private static void put(
            int number,
            String name,
            TorrentState state,
            TorrentOptions options,
            List<String> files,
            List<String> trackers) {
        var ratios = List.of(2, 3, 1, 4);
        var progress = List.of(0.2, 0.3, 0.9, 0.1);
        var down = List.of(1, 400, 30, 2);
        var up = List.of(2, 1, 4, 3);
        var hashes = number == 0
                ? new InfoHashes(hash(0), new InfoHash(V2))
                : new InfoHashes(hash(number), null);
        var transfer = new Transfer(
                progress.get(number),
                100 - number,
                0,
                new Counters(ratios.get(number), 1, Counters.ZERO.active(), Counters.ZERO.seeding()),
                down.get(number),
                up.get(number),
                null,
                Transfer.Swarm.NONE);
        var torrent = new Torrent(
                number,
                hashes,
                name,
                Path.of("/downloads"),
                FakeCatalog.FIRST_ADDED.plusSeconds(number),
                null,
                true,
                false,
                options,
                Map.of(),
                state,
                null,
                0,
                transfer);
        var named = new SwarmSources(trackers.stream().map(url -> new Tracker(url, 0)).toList(), null);
        var paths = files.stream().map(path -> new TorrentFile(0, path, 1)).toList();
        server.catalog().put(new CatalogTorrent(torrent.knownBy(paths, named), null, null));
    }
}
