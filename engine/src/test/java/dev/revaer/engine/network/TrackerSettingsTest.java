package dev.revaer.engine.network;

import java.util.List;
import java.util.stream.IntStream;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrackerSettingsTest {
    private static final SwarmSources NAMED = new SwarmSources(
            List.of(new Tracker("http://own.example/a", 0)),
            List.of("http://seed.example/"));

    @Test
    void leavesATorrentAsItIsWhereNothingIsAdded() {
        assertThat(settings(true).sources(NAMED)).isSameAs(NAMED);
    }

    @Test
    void addsTrackersAfterThoseOfTheTorrent() {
        var sources = settings(false, "udp://more.example:1", "http://own.example/a").sources(NAMED);

        assertThat(sources.trackers())
                .containsExactly(
                        new Tracker("http://own.example/a", 0),
                        new Tracker("udp://more.example:1", 1));
        assertThat(sources.webSeeds()).containsExactly("http://seed.example/");
    }

    @Test
    void putsTrackersInThePlaceOfThoseOfTheTorrent() {
        assertThat(settings(true, "udp://more.example:1").sources(NAMED).trackers())
                .containsExactly(new Tracker("udp://more.example:1", 0));
    }

    @Test
    void addsNoMoreThanATorrentMayHave() {
        var many = IntStream.range(0, SwarmSources.MOST - 1)
                .mapToObj(number -> new Tracker("http://own.example/" + number, 0))
                .toList();

        var sources = settings(false, "udp://a.example:1", "udp://b.example:1")
                .sources(new SwarmSources(many, null));

        assertThat(sources.trackers()).hasSize(SwarmSources.MOST)
                .last()
                .isEqualTo(new Tracker("udp://a.example:1", 1));
    }

    @Test
    void refusesWhatIsNoTracker() {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> settings(false, "udp://a:1", "ws://b"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("added/1"));
    }

    private static TrackerSettings settings(boolean replaceOthers, String... added) {
        return new TrackerSettings(false, false, 30, 50, 300, true, List.of(added), replaceOthers);
    }
}
