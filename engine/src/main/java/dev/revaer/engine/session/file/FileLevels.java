package dev.revaer.engine.session.file;

import java.util.Arrays;
import java.util.BitSet;

import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;

/// libtorrent's priority for each file of a torrent, and for each piece where that depends on more than the files.
public final class FileLevels {
    private static final byte USUAL = (byte) FilePriority.NORMAL.level();
    private static final byte FIRST = (byte) FilePriority.HIGH.level();

    private final byte[] levels;
    private final BitSet pads;

    private FileLevels(byte[] levels, BitSet pads) {
        this.levels = levels;
        this.pads = pads;
    }

    /// What the selection makes of each file; pad files are never wanted.
    public static FileLevels of(FileLayout layout, Selection selection) {
        var levels = new byte[layout.entries()];
        Arrays.fill(levels, USUAL);
        layout.pads().stream().forEach(index -> levels[index] = 0);
        var priorities = selection.priorities(layout.files());
        for (int i = 0; i < priorities.size(); i++) {
            levels[layout.files().get(i).index()] = (byte) priorities.get(i).level();
        }
        return new FileLevels(levels, layout.pads());
    }

    /// By file index; not to be changed.
    public byte[] bytes() {
        return levels;
    }

    /// Whether libtorrent would do the same if it were told nothing.
    public boolean isUsual() {
        return differences(new byte[0]) == 0;
    }

    /// How many files have another priority.
    ///
    /// @param live libtorrent's own list; what is missing from it has the usual priority
    public int differences(byte[] live) {
        var differences = 0;
        for (int i = 0; i < levels.length; i++) {
            var level = i < live.length ? live[i] : USUAL;
            if (level != levels[i] && !pads.get(i)) {
                differences++;
            }
        }
        return differences;
    }

    public static boolean isUsual(byte[] live) {
        for (var level : live) {
            if (level != USUAL) {
                return false;
            }
        }
        return true;
    }

    /// The priority of each piece: the highest of the files in it, and the highest there is for the first and the last
    /// of each wanted file if that is asked for.
    public byte[] pieces(FileLayout layout, boolean firstAndLastFirst) {
        var pieces = new byte[layout.pieces()];
        for (int at = 0; at < layout.files().size(); at++) {
            var file = layout.files().get(at);
            var level = levels[file.index()];
            if (file.sizeBytes() == 0 || level == 0) {
                continue;
            }
            var first = layout.firstPiece(at);
            var last = layout.lastPiece(at);
            for (int piece = first; piece <= last; piece++) {
                pieces[piece] = (byte) Math.max(pieces[piece], level);
            }
            if (firstAndLastFirst) {
                pieces[first] = FIRST;
                pieces[last] = FIRST;
            }
        }
        return pieces;
    }
}
