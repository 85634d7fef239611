package dev.revaer.engine.file;

import java.util.List;
import java.util.Map;

import dev.revaer.engine.EngineError.BadFileName;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileNamesTest {
    private static final List<TorrentFile> SHOW = List.of(
            new TorrentFile(0, "Show/a.mkv", 1),
            new TorrentFile(1, "Show/S/b.mkv", 1));
    private static final List<TorrentFile> ALONE = List.of(new TorrentFile(0, "a.mkv", 1));

    @ParameterizedTest
    @ValueSource(strings = {"Show/x.mkv", "Show/S/deep/x.mkv", "Show/ünï.mkv", "Show/a b"})
    void takesNamesInTheTorrentsFolder(String name) {
        assertThatCode(() -> FileNames.check(SHOW, Map.of(0, name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "/etc/passwd",
            "Show/../../x",
            "Show/./x",
            "Show//x",
            "Show/ ",
            "x.mkv",
            "Other/x.mkv",
            "Show/S/b.mkv",
            "Show/S",
            "Show/S/b.mkv/x",
            "Show/nul\0",
            "Show/back\\slash",
            "Show/😀.mkv",
            "Show/.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.parts"})
    void refusesAllOthers(String name) {
        refuses(SHOW, Map.of(0, name));
    }

    @Test
    void refusesNamesTooLong() {
        refuses(SHOW, Map.of(0, "Show/" + "x".repeat(256)));
        refuses(SHOW, Map.of(0, "Show/" + "x/".repeat(2_500) + "x"));
    }

    @Test
    void leavesAFileWithoutAFolderWithout() {
        assertThatCode(() -> FileNames.check(ALONE, Map.of(0, "b.mkv"))).doesNotThrowAnyException();
        refuses(ALONE, Map.of(0, "folder/b.mkv"));
    }

    @Test
    void refusesAnIndexThatIsNotThere() {
        refuses(SHOW, Map.of(7, "Show/x"));
        assertThatThrownBy(() -> FileNames.withFile(SHOW, Map.of(), 7, "Show/x"))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void movesAFolderWithAllThatWasRenamedInIt() {
        var names = FileNames.withFile(SHOW, Map.of(), 1, "Show/S/c.mkv");

        var moved = FileNames.withFolder(SHOW, names, "Show", "Series");

        assertThat(moved).isEqualTo(Map.of(0, "Series/a.mkv", 1, "Series/S/c.mkv"));
        assertThat(FileNames.placed(SHOW, moved)).extracting(TorrentFile::path)
                .containsExactly("Series/a.mkv", "Series/S/c.mkv");
        assertThat(FileNames.withFolder(SHOW, moved, "Series/S", "Series/T"))
                .containsEntry(1, "Series/T/c.mkv");
    }

    @Test
    void forgetsANameThatIsTheOldOne() {
        assertThat(FileNames.withFile(SHOW, Map.of(0, "Show/x"), 0, "Show/a.mkv")).isEmpty();
    }

    @Test
    void refusesAFolderThatHoldsNothing() {
        assertThatThrownBy(() -> FileNames.withFolder(SHOW, Map.of(), "Sho", "X"))
                .isInstanceOf(EngineException.class);
    }

    private static void refuses(List<TorrentFile> files, Map<Integer, String> names) {
        assertThatThrownBy(() -> FileNames.check(files, names)).isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.error()).isInstanceOf(BadFileName.class));
    }
}
