package dev.revaer.app.backup;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.backup.RestoreAnswer.RestoredTorrent;
import dev.revaer.api.backup.RestoreAnswer.Tally;
import org.jspecify.annotations.Nullable;

/// Counts what becomes of each thing in a backup.
final class RestoreReport {
    private static final int MOST_ITEMS = 1000;

    private final List<RestoredTorrent> items = new ArrayList<>();
    private int added;
    private int changed;
    private int kept;
    private int refused;

    /// @param remark what whoever asks should know; null for nothing
    void added(SavedTorrent torrent, @Nullable String remark) {
        added++;
        list(torrent, "added", remark);
    }

    void changed(SavedTorrent torrent) {
        changed++;
        list(torrent, "changed", null);
    }

    /// @param isTold whether it is to be named
    void kept(SavedTorrent torrent, boolean isTold) {
        kept++;
        if (isTold) {
            list(torrent, "kept", null);
        }
    }

    void refused(SavedTorrent torrent, String reason) {
        refused++;
        list(torrent, "refused", reason);
    }

    /// Counts a thing that is no torrent.
    ///
    /// @param isHere whether there is one by this name
    /// @param isSame whether it is as in the backup
    void count(boolean isHere, boolean isSame) {
        if (isSame) {
            kept++;
        } else if (isHere) {
            changed++;
        } else {
            added++;
        }
    }

    void count(int newOnes, int knownOnes, int leftOut) {
        added += newOnes;
        kept += knownOnes;
        refused += leftOut;
    }

    Tally tally() {
        return new Tally(added, changed, kept, refused);
    }

    List<RestoredTorrent> items() {
        return items;
    }

    private void list(SavedTorrent torrent, String outcome, @Nullable String reason) {
        if (items.size() < MOST_ITEMS) {
            items.add(new RestoredTorrent(torrent.infoHash(), torrent.name(), outcome, reason));
        }
    }
}
