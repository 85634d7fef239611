package dev.revaer.api.torrent.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineError.BadInfoHash;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/// Queries and cursors that strangers make up. `-Djqwik.tries.default=…` tries more than a thousand of each.
class ListQueryPropertyTest {
    private static final ListQuery BY_ADDED = ListQuery.of(new LinkedMultiValueMap<>());
    private static final ListQuery BY_RATIO = ListQuery
            .of(new LinkedMultiValueMap<>(Map.of("sort", List.of("ratio"))));

    @Property
    void readsOrRefusesAnyQuery(@ForAll("queries") MultiValueMap<String, String> query) {
        try {
            assertThat(ListQuery.of(query).limit()).isBetween(1, 500);
        } catch (ApiException e) {
            assertThat(e.error()).isInstanceOf(BadParameter.class);
        } catch (EngineException e) {
            assertThat(e.error()).isInstanceOf(BadInfoHash.class);
        }
    }

    @Property
    void refusesCursorsItNeverGave(@ForAll("cursors") String cursor) {
        for (var query : List.of(BY_ADDED, BY_RATIO)) {
            try {
                assertThat(ListCursor.decode(cursor, query).encode(query.digest())).isEqualTo(cursor);
            } catch (ApiException e) {
                assertThat(e.error()).isInstanceOf(BadParameter.class);
            }
        }
    }

    @Property
    void readsTheCursorsItGives(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long place,
            @ForAll @IntRange(min = 0) int seed,
            @ForAll @IntRange(min = 0, max = 999_999_999) int position) {
        var infoHash = new InfoHash("%040x".formatted(seed));
        var behind = new ListCursor.Behind(new ListOrder.Place(place, null, infoHash));
        var in = new ListCursor.In("%x".formatted(seed), position);

        assertThat(ListCursor.decode(behind.encode(BY_ADDED.digest()), BY_ADDED)).isEqualTo(behind);
        assertThat(ListCursor.decode(in.encode(BY_RATIO.digest()), BY_RATIO)).isEqualTo(in);
    }

    @Provide
    Arbitrary<MultiValueMap<String, String>> queries() {
        var name = Arbitraries.oneOf(
                Arbitraries.of(
                        "limit",
                        "cursor",
                        "sort",
                        "order",
                        "name",
                        "state",
                        "tracker",
                        "extension",
                        "category",
                        "tag",
                        "hash",
                        "fields"),
                Arbitraries.strings().ofMaxLength(10));
        var value = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of(
                        "",
                        "1",
                        "0",
                        "-1",
                        "501",
                        "1e3",
                        "added",
                        "ratio",
                        "desc",
                        "seeding",
                        "infoHash,name",
                        ",",
                        "0".repeat(40)));
        return Arbitraries.maps(name, value.list().ofMaxSize(4)).ofMaxSize(6).map(LinkedMultiValueMap::new);
    }

    @Provide
    Arbitrary<String> cursors() {
        var piece = Arbitraries.of(
                "b",
                "i",
                ".",
                "-",
                "0",
                "99999999999999999999",
                "a".repeat(40),
                "0".repeat(16),
                BY_ADDED.digest());
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(220),
                piece.list()
                        .ofMaxSize(8)
                        .map(parts -> String.join("", parts))
                        .map(
                                text -> Base64.getUrlEncoder()
                                        .encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }
}
