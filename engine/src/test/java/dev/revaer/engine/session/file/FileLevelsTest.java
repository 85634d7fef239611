package dev.revaer.engine.session.file;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FileLevelsTest {
    /// Pieces of 10 bytes: a in 0 to 2, a pad file in 2, b in 3 to 5, an empty file, c in 5.
    private static final FileLayout LAYOUT = new FileLayout(
            List.of(
                    new TorrentFile(0, "S/a", 25),
                    new TorrentFile(2, "S/b", 22),
                    new TorrentFile(3, "S/empty", 0),
                    new TorrentFile(4, "S/c", 8)),
            List.of(0L, 30L, 52L, 52L),
            pads(1),
            5,
            6,
            10);

    @Test
    void neverWantsPadFiles() {
        var levels = FileLevels.of(LAYOUT, Selection.ALL);

        assertThat(levels.bytes()).containsExactly(4, 0, 4, 4, 4);
        assertThat(levels.isUsual()).isTrue();
    }

    @Test
    void countsFilesThatLibtorrentHasOtherwise() {
        var levels = FileLevels.of(LAYOUT, onlyB());

        assertThat(levels.bytes()).containsExactly(0, 0, 7, 0, 0);
        assertThat(levels.isUsual()).isFalse();
        assertThat(levels.differences(new byte[]{0, 4, 7})).isEqualTo(2);
        assertThat(levels.differences(new byte[]{0, 4, 7, 0, 0})).isZero();
    }

    @Test
    void givesAPieceTheHighestPriorityOfItsFiles() {
        assertThat(FileLevels.of(LAYOUT, onlyB()).pieces(LAYOUT, false))
                .containsExactly(0, 0, 0, 7, 7, 7);
        assertThat(FileLevels.of(LAYOUT, Selection.ALL).pieces(LAYOUT, false)).containsOnly(4);
    }

    @Test
    void raisesTheEndsOfWantedFiles() {
        var selection = new Selection(List.of("a"), List.of(), false, Map.of());

        assertThat(FileLevels.of(LAYOUT, selection).pieces(LAYOUT, true))
                .containsExactly(7, 4, 7, 0, 0, 0);
    }

    private static Selection onlyB() {
        return new Selection(List.of("b"), List.of(), false, Map.of(2, FilePriority.HIGH));
    }

    private static BitSet pads(int index) {
        var pads = new BitSet();
        pads.set(index);
        return pads;
    }
}
