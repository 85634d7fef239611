package dev.revaer.api.torrent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.revaer.api.FakeCatalog;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.ShownTorrents.Shown;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.api.torrent.TorrentCatalog.FsopsProgress;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.seeding.Counters;
import dev.revaer.engine.seeding.Stopwatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ShownTorrentsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
    private static final TorrentFields ALL = fields(null);

    private final ShownTorrents torrents = new ShownTorrents(JSON, new FakeCatalog());

    @Test
    void saysWhatTheAnswerSays() {
        var kept = new CatalogTorrent(running("a"), null, null);
        for (long seconds : List.of(0L, 1L, 59L, 86_400L * 365 * 30)) {
            var now = BEGUN.plusSeconds(seconds);

            assertThat(text(torrents.show(kept, ALL, now)))
                    .isEqualTo(JSON.writeValueAsString(TorrentAnswer.of(kept, now)));
        }
    }

    @Test
    void takesNothingInATextForAClock() {
        var name = "\"activeSeconds\":0,\"seedingSeconds\":0 \\\"activeSeconds\":0 \u2028\ud83d\ude00 \"seedingSeconds\":";
        var kept = new CatalogTorrent(running(name), null, null);
        var now = BEGUN.plusSeconds(7);

        assertThat(text(torrents.show(kept, ALL, now)))
                .isEqualTo(JSON.writeValueAsString(TorrentAnswer.of(kept, now)));
    }

    @Test
    void showsEachChange() {
        var before = text(torrents.show(new CatalogTorrent(running("a"), null, null), ALL, BEGUN));
        var job = new FsopsProgress("running", "extract", null, null, 1, 50, null);
        var worked = text(torrents.show(new CatalogTorrent(running("a"), job, null), ALL, BEGUN));
        var renamed = text(
                torrents.show(new CatalogTorrent(running("another"), job, null), ALL, BEGUN));

        assertThat(List.of(before, worked, renamed)).doesNotHaveDuplicates();
        assertThat(JSON.readTree(worked).at("/fsops/percent").asInt()).isEqualTo(50);
        assertThat(JSON.readTree(renamed).get("name").asString()).isEqualTo("another");
    }

    @Test
    void changesTheTagWithEachChangeAndEachMinute() {
        var kept = new CatalogTorrent(running("a"), null, null);
        var tag = tag(torrents.show(kept, ALL, BEGUN));

        assertThat(tag(torrents.show(kept, ALL, BEGUN.plusSeconds(1)))).isEqualTo(tag);
        assertThat(tag(torrents.show(kept, ALL, BEGUN.plus(Duration.ofMinutes(1))))).isNotEqualTo(tag);
        assertThat(tag(torrents.show(new CatalogTorrent(running("b"), null, null), ALL, BEGUN)))
                .isNotEqualTo(tag);
    }

    @Test
    void showsWhatIsWantedOnly() {
        var shown = torrents
                .show(new CatalogTorrent(running("a"), null, null), fields("name,progress"), BEGUN);

        assertThat(Set.copyOf(JSON.readTree(text(shown)).propertyNames()))
                .containsExactlyInAnyOrder("name", "progress");
    }

    private static Torrent running(String name) {
        var clock = new Stopwatch(Duration.ofSeconds(3), BEGUN);
        return new Torrent(
                1,
                new InfoHashes(new InfoHash("ab".repeat(20)), null),
                name,
                Path.of("/downloads"),
                BEGUN,
                null,
                true,
                false,
                TorrentOptions.NONE,
                Map.of(),
                TorrentState.SEEDING,
                null,
                -1,
                new Transfer(1, 5, 0, new Counters(1, 2, clock, clock), 0, 0, null, Transfer.Swarm.NONE));
    }

    private static TorrentFields fields(@Nullable String names) {
        var query = new LinkedMultiValueMap<String, String>();
        if (names != null) {
            query.add("fields", names);
        }
        return TorrentFields.of(new QueryParameters(query, Set.of("fields")));
    }

    private static String text(Shown shown) {
        return JSON.writeValueAsString(shown.body());
    }

    private static String tag(Shown shown) {
        var tag = new AnswerTag();
        shown.tag(tag);
        return tag.value();
    }
}
