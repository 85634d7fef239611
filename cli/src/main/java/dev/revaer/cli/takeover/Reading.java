package dev.revaer.cli.takeover;

import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.revaer.cli.takeover.Takeover.Remark;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Wishes;

/// Goes through the store, leaving out what is not meant, there twice, or not to be understood.
abstract class Reading implements ForeignStore.Reader {
    private static final int LONGEST_LABEL = 100;

    private final List<PathMatcher> matchers;
    private final Set<String> seen = new HashSet<>();
    private final List<Remark> unreadable = new ArrayList<>();
    private int taken;

    Reading(List<PathMatcher> matchers) {
        this.matchers = matchers;
    }

    /// How many were taken.
    int taken() {
        return taken;
    }

    List<Remark> unreadable() {
        return unreadable;
    }

    /// Takes one.
    ///
    /// @throws UnreadableException if it cannot be taken
    abstract void take(ForeignTorrent torrent) throws UnreadableException;

    @Override
    public void found(ForeignTorrent torrent) {
        var name = torrent.identity().name();
        if (!ImportOptions.isMeant(matchers, name)) {
            return;
        }
        try {
            if (!seen.add(torrent.identity().infoHash())) {
                throw new UnreadableException("it is there twice");
            }
            take(labelled(torrent));
            taken++;
        } catch (UnreadableException e) {
            unreadable(name, e.reason());
        }
    }

    @Override
    public void unreadable(String name, String reason) {
        unreadable.add(new Remark(name, reason));
    }

    /// Without labels that Revaer cannot have.
    private static ForeignTorrent labelled(ForeignTorrent torrent) {
        var wishes = torrent.wishes();
        var losses = new ArrayList<String>(torrent.losses());
        var category = wishes.category();
        if (category != null && !isLabel(category, true)) {
            losses.add("the category '" + category + "'");
            category = null;
        }
        var tags = new ArrayList<String>();
        for (var tag : wishes.tags()) {
            if (isLabel(tag, false)) {
                tags.add(tag);
            } else {
                losses.add("the label '" + tag + "'");
            }
        }
        return new ForeignTorrent(
                torrent.identity(),
                torrent.content(),
                torrent.directory(),
                torrent.finalDirectory(),
                torrent.isPaused(),
                torrent.history(),
                new Wishes(
                        category,
                        tags,
                        wishes.priorities(),
                        wishes.renamedFiles(),
                        wishes.limits(),
                        wishes.goals(),
                        wishes.modes()),
                losses);
    }

    private static boolean isLabel(String name, boolean hasLevels) {
        return !name.isEmpty() && name.codePointCount(0, name.length()) <= LONGEST_LABEL
                && name.equals(name.strip())
                && name.codePoints()
                        .noneMatch(
                                point -> Character.isISOControl(point)
                                        || Character.getType(point) == Character.SURROGATE)
                && !(hasLevels
                        && (name.startsWith("/") || name.endsWith("/") || name.contains("//")));
    }
}
