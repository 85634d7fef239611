package dev.revaer.engine;

import java.util.List;
import java.util.stream.IntStream;

import dev.revaer.engine.swarm.SwarmSources;
import dev.revaer.engine.swarm.Tracker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraitsTest {
    private static final SwarmSources NAMED = announcingTo("udp://Tracker.Example:6969/announce");

    @ParameterizedTest
    @CsvSource({"a/b.MKV,mkv", "b.tar.gz,gz", "a.b/c,''", "c,''", ".hidden,''", "a/.hidden,''", "c.,''",
            "c.aaaaaaaaaabbbbbbbbbb,aaaaaaaaaabbbbbbbbbb", "c.aaaaaaaaaabbbbbbbbbbc,''"})
    void knowsAnExtension(String path, String extension) {
        assertThat(Traits.extension(path)).isEqualTo(extension);
    }

    @Test
    void knowsTheExtensionsOfFiles() {
        var traits = Traits
                .of(files("a/b.mkv", "a/c.MKV", "a/d.nfo", "a/e"), NAMED, SwarmSources.OF_METAINFO);

        assertThat(traits.extensions()).containsExactlyInAnyOrder("mkv", "nfo");
    }

    @Test
    void remembersABoundedNumberOfExtensions() {
        var paths = IntStream.range(0, 1_000).mapToObj(number -> "f." + number).toArray(String[]::new);

        assertThat(Traits.of(files(paths), NAMED, SwarmSources.OF_METAINFO).extensions())
                .hasSize(Traits.MOST_EXTENSIONS);
    }

    @Test
    void knowsTheHostsThatAreAnnouncedTo() {
        var traits = Traits.of(List.of(), NAMED, SwarmSources.OF_METAINFO);

        assertThat(traits.trackerHosts()).containsExactly("tracker.example");
        var others = announcingTo("http://user@other.example/x", "http://[::1]:80/announce");
        assertThat(traits.announcingTo(others).trackerHosts())
                .containsExactlyInAnyOrder("other.example", "::1");
        assertThat(traits.announcingTo(others).announcingTo(SwarmSources.OF_METAINFO).trackerHosts())
                .containsExactly("tracker.example");
    }

    private static List<TorrentFile> files(String... paths) {
        return IntStream.range(0, paths.length).mapToObj(i -> new TorrentFile(i, paths[i], 1)).toList();
    }

    private static SwarmSources announcingTo(String... urls) {
        return new SwarmSources(List.of(urls).stream().map(url -> new Tracker(url, 0)).toList(), null);
    }
}
