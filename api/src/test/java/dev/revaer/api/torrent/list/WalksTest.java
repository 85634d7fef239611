package dev.revaer.api.torrent.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.revaer.api.torrent.list.ListOrder.Place;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WalksTest {
    private static final ListOrder ORDER = new ListOrder(SortKey.RATIO, false);
    private static final Place PLACE = new Place(1, null, new InfoHash("a".repeat(40)));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Walks walks = new Walks(() -> now.updateAndGet(last -> last.plusNanos(1)));

    @Test
    void forgetsACallersOldestFirstPageBeforeAnyThatIsGoneOnWith() {
        var begun = walks.keep(walk(1), "a");
        walks.goOn(begun);
        var other = walks.keep(walk(1), "b");
        var own = new ArrayList<String>();
        IntStream.range(0, Walks.MOST_OF_CALLER).forEach(_ -> own.add(walks.keep(walk(1), "a")));

        assertThat(walks.has(begun)).isTrue();
        assertThat(walks.has(other)).isTrue();
        assertThat(walks.has(own.getFirst())).isFalse();
        assertThat(own.subList(1, own.size())).allMatch(walks::has);
    }

    @Test
    void takesTheRoomFromWhoHasMost() {
        var quiet = walks.keep(walk(1), "quiet");
        var all = new ArrayList<String>();
        for (int i = 0; i < Walks.MOST; i++) {
            all.add(walks.keep(walk(1), "caller " + i % 20));
        }

        assertThat(walks.has(quiet)).isTrue();
        assertThat(all.stream().filter(walks::has).count()).isEqualTo(Walks.MOST - 1);
    }

    @Test
    void keepsNoMoreTorrentsThanThereIsRoomFor() {
        var half = walk(Walks.MOST_TORRENTS / 2);
        var first = walks.keep(half, "a");
        var second = walks.keep(half, "b");
        var third = walks.keep(half, "c");

        assertThat(walks.has(third)).isTrue();
        assertThat(walks.has(first) && walks.has(second)).isFalse();
        var larger = walks.keep(walk(Walks.MOST_TORRENTS + 1), "a");
        assertThat(walks.has(larger)).isTrue();
        assertThat(walks.has(third)).isFalse();
    }

    private static Walk walk(int torrents) {
        return new Walk(ORDER, Collections.nCopies(torrents, PLACE));
    }
}
