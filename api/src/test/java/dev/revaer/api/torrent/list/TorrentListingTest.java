package dev.revaer.api.torrent.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.CursorExpired;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.ShownTorrents;
import dev.revaer.engine.Torrent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TorrentListingTest {
    private static final int STAYING = 2_000;
    private static final int PASSING = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MovingCatalog catalog = new MovingCatalog();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final TorrentListing listing = new TorrentListing(
            catalog,
            new ShownTorrents(JSON, catalog),
            new Walks(now::get));

    static Stream<Arguments> orders() {
        return Stream.of(SortKey.values())
                .flatMap(key -> Stream.of("asc", "desc").map(order -> Arguments.of(key, order)));
    }

    @ParameterizedTest
    @CsvSource({"ADDED,asc", "ADDED,desc", "NAME,desc", "SIZE,asc", "PROGRESS,desc", "DOWNLOAD_RATE,asc",
            "UPLOAD_RATE,desc", "RATIO,asc", "STATE,desc"})
    void neitherSkipsNorRepeatsWhileThousandsChange(SortKey key, String order) throws InterruptedException {
        var random = new Random(0);
        IntStream.range(0, STAYING).forEach(number -> catalog.put(number, true, random));
        IntStream.range(0, PASSING / 2).forEach(number -> catalog.put(STAYING + number, false, random));
        var isOver = new AtomicBoolean();
        var changes = new AtomicReference<>(0L);
        var changing = Thread.ofPlatform().start(() -> changes.set(changeUntil(isOver)));

        var seen = new ArrayList<String>();
        var fitting = new ArrayList<String>();
        try {
            walk(Map.of("sort", key.label(), "order", order), random, seen);
            walk(
                    Map.of("sort", key.label(), "order", order, "tag", MovingCatalog.STAYING),
                    random,
                    fitting);
        } finally {
            isOver.set(true);
            changing.join();
        }

        var staying = IntStream.range(0, STAYING)
                .mapToObj(number -> MovingCatalog.hash(number).hex())
                .toList();
        var isStaying = new HashSet<>(staying);
        assertThat(seen.stream().filter(isStaying::contains)).hasSize(STAYING).containsAll(staying);
        assertThat(fitting).hasSize(STAYING).containsAll(staying);
        assertThat(changes.get()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void keepsTheOrderFromPageToPage(SortKey key, String order) {
        var random = new Random(1);
        IntStream.range(0, 300).forEach(number -> catalog.put(number, true, random));

        var seen = new ArrayList<String>();
        walk(Map.of("sort", key.label(), "order", order), random, seen);

        var expected = catalog.torrents()
                .stream()
                .sorted(order.equals("asc") ? plain(key) : plain(key).reversed())
                .map(torrent -> torrent.infoHash().hex())
                .toList();
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void showsAMovingOrderAsItWasAndTorrentsAsTheyAre() {
        var random = new Random(2);
        IntStream.range(0, 20).forEach(number -> catalog.put(number, true, random));
        var before = hashes(page(Map.of("sort", "ratio", "limit", "20")));
        var first = page(Map.of("sort", "ratio", "limit", "5"));
        IntStream.range(0, 20).forEach(number -> catalog.change(number, random));
        catalog.put(99, true, random);

        var second = page(Map.of("sort", "ratio", "limit", "20", "cursor", cursor(first)));

        assertThat(hashes(second)).isEqualTo(before.subList(5, 20));
        assertThat(second.items()).allSatisfy(item -> {
            var answer = read(item);
            assertThat(catalog.torrents()).anySatisfy(torrent -> {
                assertThat(torrent.infoHash().hex()).isEqualTo(answer.get("infoHash").asString());
                assertThat(torrent.transfer().ratio()).isEqualTo(answer.get("ratio").asDouble());
            });
        });
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void givesTheSamePageForTheSameCursor() {
        var random = new Random(3);
        IntStream.range(0, 20).forEach(number -> catalog.put(number, true, random));
        var cursor = cursor(page(Map.of("sort", "size", "limit", "5")));

        var once = page(Map.of("sort", "size", "limit", "5", "cursor", cursor));
        var again = page(Map.of("sort", "size", "limit", "5", "cursor", cursor));

        assertThat(again).isEqualTo(once);
    }

    @Test
    void refusesACursorOfAnotherSortOrderOrFilter() {
        var random = new Random(4);
        IntStream.range(0, 20).forEach(number -> catalog.put(number, true, random));
        var moving = cursor(page(Map.of("sort", "size", "limit", "5", "name", "NAME")));
        var fixed = cursor(page(Map.of("limit", "5")));

        for (var query : List.of(
                Map.of("sort", "ratio", "name", "NAME", "cursor", moving),
                Map.of("sort", "size", "name", "NAME", "order", "desc", "cursor", moving),
                Map.of("sort", "size", "cursor", moving),
                Map.of("cursor", moving),
                Map.of("order", "desc", "cursor", fixed),
                Map.of("name", "x", "cursor", fixed),
                Map.of("sort", "name", "cursor", fixed))) {
            assertThatThrownBy(() -> page(query)).isInstanceOfSatisfying(
                    ApiException.class,
                    e -> assertThat(e.error()).isInstanceOf(BadParameter.class));
        }
    }

    @Test
    void forgetsAnOrderThatWasNotReadForLong() {
        var random = new Random(5);
        IntStream.range(0, 20).forEach(number -> catalog.put(number, true, random));
        var query = Map.of("sort", "size", "limit", "5");
        var cursor = cursor(page(query));
        now.set(now.get().plus(Walks.LIFE));
        cursor = cursor(page(Map.of("sort", "size", "limit", "5", "cursor", cursor)));
        now.set(now.get().plus(Walks.LIFE).plusMillis(1));
        var late = Map.of("sort", "size", "cursor", cursor);

        assertThatThrownBy(() -> page(late)).isInstanceOfSatisfying(
                ApiException.class,
                e -> assertThat(e.error()).isEqualTo(new CursorExpired(Walks.LIFE)));
    }

    @Test
    void tagsAFirstPageTheSameAsLongAsItCanBeGoneOnWith() {
        var random = new Random(6);
        IntStream.range(0, 20).forEach(number -> catalog.put(number, true, random));
        var query = ListQuery.of(values(Map.of("sort", "name", "limit", "5")));
        var first = listing.page(query, "a", null);
        var known = "\"x\", W/\"" + first.tag() + "\"";

        assertThat(listing.page(query, "a", known)).isEqualTo(first);
        now.set(now.get().plus(Walks.LIFE).plusMillis(1));
        assertThat(listing.page(query, "a", known).tag()).isNotEqualTo(first.tag());
    }

    private long changeUntil(AtomicBoolean isOver) {
        var random = new Random(7);
        var changes = 0L;
        while (!isOver.get()) {
            catalog.change(random.nextInt(STAYING + PASSING), random);
            var passing = STAYING + random.nextInt(PASSING);
            if (random.nextBoolean()) {
                catalog.drop(passing);
            } else {
                catalog.put(passing, false, random);
            }
            changes++;
        }
        return changes;
    }

    private void walk(Map<String, String> query, Random random, List<String> seen) {
        @Nullable
        String cursor = null;
        do {
            var next = values(query);
            next.set("fields", "infoHash");
            next.set("limit", String.valueOf(1 + random.nextInt(400)));
            if (cursor != null) {
                next.set("cursor", cursor);
            }
            var page = listing.page(ListQuery.of(next), "a", null).page();
            seen.addAll(hashes(page));
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private TorrentPage page(Map<String, String> query) {
        return listing.page(ListQuery.of(values(query)), "a", null).page();
    }

    private static LinkedMultiValueMap<String, String> values(Map<String, String> query) {
        var values = new LinkedMultiValueMap<String, String>();
        query.forEach(values::add);
        return values;
    }

    private static String cursor(TorrentPage page) {
        var cursor = page.nextCursor();
        assertThat(cursor).isNotNull();
        return String.valueOf(cursor);
    }

    private static List<String> hashes(TorrentPage page) {
        return page.items().stream().map(item -> read(item).get("infoHash").asString()).toList();
    }

    private static JsonNode read(Object item) {
        return JSON.readTree(JSON.writeValueAsString(item));
    }

    /// The same order said in another way.
    private static Comparator<Torrent> plain(SortKey key) {
        Comparator<Torrent> byKey = switch (key) {
            case ADDED -> Comparator.comparing(Torrent::addedAt);
            case NAME -> Comparator.comparing(Torrent::name, String.CASE_INSENSITIVE_ORDER);
            case SIZE -> Comparator.comparingLong(torrent -> torrent.transfer().sizeBytes());
            case PROGRESS -> Comparator.comparingDouble(torrent -> torrent.transfer().progress());
            case DOWNLOAD_RATE ->
                Comparator.comparingLong(torrent -> torrent.transfer().downloadBytesPerSecond());
            case UPLOAD_RATE ->
                Comparator.comparingLong(torrent -> torrent.transfer().uploadBytesPerSecond());
            case RATIO -> Comparator.comparingDouble(torrent -> torrent.transfer().ratio());
            case STATE -> Comparator.comparing(Torrent::state);
        };
        return byKey.thenComparing(torrent -> torrent.infoHash().hex());
    }
}
