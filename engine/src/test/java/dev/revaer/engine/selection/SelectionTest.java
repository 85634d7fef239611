package dev.revaer.engine.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.TorrentFile;
import org.junit.jupiter.api.Test;

import static dev.revaer.engine.selection.FilePriority.HIGH;
import static dev.revaer.engine.selection.FilePriority.NORMAL;
import static dev.revaer.engine.selection.FilePriority.SKIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SelectionTest {
    private static final List<TorrentFile> FILES = files(
            "Show/S01/e1.mkv",
            "Show/S01/e1.srt",
            "Show/S02/e1.mkv",
            "Show/Sample/e1-sample.mkv",
            "Show/show.nfo");

    @Test
    void wantsEverythingUsually() {
        assertThat(Selection.ALL.priorities(FILES)).containsOnly(NORMAL);
        assertThat(Selection.ALL.isNothingOf(FILES)).isFalse();
    }

    @Test
    void includesThenExcludes() {
        var selection = new Selection(List.of("*.mkv"), List.of("s02/**"), false, Map.of());

        assertThat(selection.priorities(FILES)).containsExactly(NORMAL, SKIP, SKIP, NORMAL, SKIP);
    }

    @Test
    void leavesFluffOut() {
        var selection = new Selection(List.of(), List.of(), true, Map.of());

        assertThat(selection.priorities(FILES)).containsExactly(NORMAL, NORMAL, NORMAL, SKIP, SKIP);
    }

    @Test
    void knowsFluffByNameOrFolder() {
        var selection = new Selection(List.of(), List.of(), true, Map.of());

        assertThat(
                selection.priorities(
                        files("a/Proof/x.jpg", "a/x.SFV", "a/sample.mkv", "Screens/x.png", "RARBG.txt")))
                .containsOnly(SKIP);
        assertThat(
                selection.priorities(
                        files(
                                "a/samples of rock.mp3",
                                "a/proofreading.txt",
                                "a/readme.txt",
                                "a/resample.mkv")))
                .containsOnly(NORMAL);
    }

    @Test
    void letsThePriorityOfAFileWin() {
        var selection = new Selection(List.of("*.srt"), List.of(), true, Map.of(0, HIGH, 1, SKIP, 99, HIGH));

        assertThat(selection.priorities(FILES)).containsExactly(HIGH, SKIP, SKIP, SKIP, SKIP);
    }

    @Test
    void tellsWhenNothingIsLeft() {
        assertThat(new Selection(List.of("*.iso"), List.of(), false, Map.of()).isNothingOf(FILES)).isTrue();
        assertThat(new Selection(List.of("*.iso"), List.of(), false, Map.of(1, HIGH)).isNothingOf(FILES))
                .isFalse();
    }

    @Test
    void namesTheGlobThatCannotBeRead() {
        assertThatThrownBy(() -> new Selection(List.of("*", "[a"), List.of(), false, Map.of()))
                .isInstanceOfSatisfying(
                        BadValueException.class,
                        e -> assertThat(e.field()).isEqualTo("include/1"));
        assertThatThrownBy(
                () -> new Selection(List.of(), Collections.nCopies(101, "*"), false, Map.of()))
                .isInstanceOfSatisfying(
                        BadValueException.class,
                        e -> assertThat(e.field()).isEqualTo("exclude"));
    }

    private static List<TorrentFile> files(String... paths) {
        var files = new ArrayList<TorrentFile>();
        for (var path : paths) {
            files.add(new TorrentFile(files.size(), path, 1));
        }
        return files;
    }
}
