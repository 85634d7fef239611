package dev.revaer.engine.queue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QueueOrderTest {
    private final QueueOrder order = new QueueOrder();

    @ParameterizedTest
    @CsvSource({"c,0,cabd", "c,1,acbd", "b,2,acbd", "b,3,acdb", "a,0,abcd", "d,9,abcd", "x,1,axbcd"})
    void putsOneWhereItWasMovedTo(String who, int position, String after) {
        order.follow(queued("abcd"));

        order.place(hash(who.charAt(0)), position);

        assertThat(order.inOrder()).isEqualTo(hashes(after));
    }

    @Test
    void keepsMovesWhileSnapshotsLagBehind() {
        order.follow(queued("abc"));
        order.place(hash('c'), 0);

        order.follow(queued("abcd"));

        assertThat(order.inOrder()).isEqualTo(hashes("cabd"));
    }

    @Test
    void letsGoWhatIsCompleteOrGone() {
        order.follow(queued("abc"));

        order.follow(List.of(torrent('a', 0), torrent('b', -1)));

        assertThat(order.inOrder()).isEqualTo(hashes("a"));
    }

    private static List<Torrent> queued(String names) {
        var torrents = new ArrayList<Torrent>();
        for (int i = names.length() - 1; i >= 0; i--) {
            torrents.add(torrent(names.charAt(i), i));
        }
        return torrents;
    }

    private static List<InfoHash> hashes(String names) {
        return names.chars().mapToObj(name -> hash((char) name)).toList();
    }

    private static InfoHash hash(char name) {
        return new InfoHash(Integer.toHexString(name).repeat(20));
    }

    private static Torrent torrent(char name, int position) {
        return new Torrent(
                0,
                new InfoHashes(hash(name), null),
                "torrent",
                Path.of("/downloads"),
                Instant.EPOCH,
                null,
                true,
                false,
                TorrentOptions.NONE,
                Map.of(),
                TorrentState.QUEUED,
                null,
                position,
                Transfer.NONE);
    }
}
