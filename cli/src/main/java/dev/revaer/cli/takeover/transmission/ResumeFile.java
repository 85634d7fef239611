package dev.revaer.cli.takeover.transmission;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.Bencoded;
import dev.revaer.cli.takeover.bencode.Dictionary;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignFile;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Content;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Goals;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.History;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Identity;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Limits;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Wishes;
import dev.revaer.cli.takeover.torrent.Layout;
import dev.revaer.cli.takeover.torrent.Moments;
import dev.revaer.cli.takeover.torrent.Naming;
import dev.revaer.cli.takeover.torrent.Priority;
import dev.revaer.cli.takeover.torrent.Progress;
import org.jspecify.annotations.Nullable;

/// A `.resume` of Transmission. Its keys have hyphens, or, since 4.1, underscores.
final class ResumeFile {
    /// Of files that are not complete.
    private static final String PART = ".part";
    private static final int SINGLE = 1;
    private static final int UNLIMITED = 2;

    private final Dictionary kept;

    private ResumeFile(Dictionary kept) {
        this.kept = kept;
    }

    static ResumeFile read(Path file) throws UnreadableException {
        try {
            return new ResumeFile(BencodeReader.read(ForeignFile.read(file)));
        } catch (UnreadableException e) {
            throw new UnreadableException(file + ": " + e.reason(), e);
        }
    }

    /// How it stands.
    ///
    /// @param wantsNothing whether all its files were unwanted
    private record State(boolean isComplete, boolean wantsNothing) {}

    /// One whose metadata has not come.
    ForeignTorrent magnet(Identity identity) throws UnreadableException {
        return torrent(
                identity,
                new Content(null, null),
                destination(),
                Naming.NONE,
                Map.of(),
                new State(false, false));
    }

    ForeignTorrent torrent(byte[] bytes, Dictionary metainfo) throws UnreadableException {
        var layout = Layout.read(metainfo);
        var have = have(layout);
        var wanted = priorities(layout);
        var wantsNothing = layout.wantsNothing(wanted);
        Map<Integer, Priority> priorities = wantsNothing ? Map.of() : wanted;
        var isComplete = have != null && layout.isWhole(have, priorities);
        var naming = Naming.of(layout, names(layout, have), PART);
        var resumeData = have == null
                ? null
                : new Progress(have, Map.of()).resumeData(layout, naming, priorities);
        var incomplete = text("incomplete-dir");
        var directory = isComplete || incomplete.isEmpty() ? destination() : incomplete;
        return torrent(
                new Identity(layout.v1(), layout.v2(), layout.name(), null),
                new Content(bytes, resumeData),
                directory + naming.folder(),
                naming,
                priorities,
                new State(isComplete, wantsNothing));
    }

    private ForeignTorrent torrent(
            Identity identity,
            Content content,
            String directory,
            Naming naming,
            Map<Integer, Priority> priorities,
            State state) throws UnreadableException {
        var destination = destination() + naming.folder();
        var added = Moments.of(number("added-date"));
        var done = number("done-date");
        var seeding = Math.max(0, number("seeding-time-seconds"));
        return new ForeignTorrent(
                identity,
                content,
                directory,
                directory.equals(destination) ? null : destination,
                kept.flag("paused") || state.wantsNothing(),
                new History(
                        added,
                        !state.isComplete() ? null : done > 0 ? Moments.of(done) : added,
                        Math.max(0, number("uploaded")),
                        Math.max(0, number("downloaded")),
                        seeding + Math.max(0, number("downloading-time-seconds")),
                        seeding),
                new Wishes(
                        null,
                        texts("labels"),
                        priorities,
                        naming.renamed(),
                        new Limits(limit("speed-limit-down"), limit("speed-limit-up")),
                        goals(),
                        kept.flag("sequentialDownload") || kept.flag("sequential_download")
                                ? Set.of("sequential")
                                : Set.of()),
                losses(content, state));
    }

    private @Nullable BitSet have(Layout layout) {
        var progress = kept.dictionary("progress");
        if (progress == null) {
            return null;
        }
        var blocks = progress.bytes("blocks");
        return Blocks.pieces(layout, blocks == null ? progress.bytes("bitfield") : blocks);
    }

    /// Transmission calls a file that is not complete so unless it is told not to; it does not say whether it was.
    private List<String> names(Layout layout, @Nullable BitSet have) throws UnreadableException {
        var renamed = texts("files");
        var names = new ArrayList<String>();
        for (int i = 0; i < layout.files().size(); i++) {
            var file = layout.files().get(i);
            var name = i < renamed.size() && !renamed.get(i).isEmpty() ? renamed.get(i) : file.path();
            names.add(have == null || layout.isWhole(file, have) ? name : name + PART);
        }
        return names;
    }

    private Map<Integer, Priority> priorities(Layout layout) {
        var priorities = new TreeMap<Integer, Priority>();
        var levels = numbers("priority");
        var unwanted = numbers("dnd");
        for (int i = 0; i < layout.files().size(); i++) {
            long level = levels.size() == layout.files().size() ? levels.get(i) : 0;
            if (layout.files().get(i).isPad()) {
                continue;
            }
            if (unwanted.size() == layout.files().size() && unwanted.get(i) != 0) {
                priorities.put(i, Priority.SKIP);
            } else if (level != 0) {
                priorities.put(i, level < 0 ? Priority.LOW : Priority.HIGH);
            }
        }
        return priorities;
    }

    private int limit(String name) {
        var limit = dictionary(kept, name);
        if (limit == null || number(limit, "use-speed-limit") == 0) {
            return 0;
        }
        long perSecond = number(limit, "speed-Bps") != 0
                ? number(limit, "speed-Bps")
                : number(limit, "speed") * 1000;
        return Math.clamp(perSecond, 1, Integer.MAX_VALUE);
    }

    private Goals goals() throws UnreadableException {
        var limit = dictionary(kept, "ratio-limit");
        if (limit == null) {
            return Goals.INHERITED;
        }
        var mode = number(limit, "ratio-mode");
        if (mode == UNLIMITED) {
            return new Goals(0.0, null, null);
        }
        try {
            return mode == SINGLE
                    ? Moments.ratio(Double.parseDouble(text(limit, "ratio-limit")))
                    : Goals.INHERITED;
        } catch (NumberFormatException _) {
            return Goals.INHERITED;
        }
    }

    private List<String> losses(Content content, State state) throws UnreadableException {
        var losses = new ArrayList<String>();
        if (state.wantsNothing()) {
            losses.add(Layout.NOTHING_WANTED);
        }
        var idle = dictionary(kept, "idle-limit");
        if (idle != null && number(idle, "idle-mode") == SINGLE) {
            losses.add("its end after a time without peers");
        }
        if (number("bandwidth-priority") != 0) {
            losses.add("its priority");
        }
        if (!text("group").isEmpty()) {
            losses.add("its bandwidth group");
        }
        if (content.metainfo() != null && content.resumeData() == null) {
            losses.add("its progress, which cannot be told: it is checked");
        }
        return losses;
    }

    private String destination() throws UnreadableException {
        var destination = text("destination");
        if (destination.isEmpty()) {
            throw new UnreadableException("its .resume does not say where its content lies");
        }
        return destination;
    }

    private List<String> texts(String key) throws UnreadableException {
        var texts = new ArrayList<String>();
        var list = kept.list(key);
        for (var item : list == null ? List.<Bencoded>of() : list) {
            texts.add(item instanceof Bencoded.Text text ? text.text() : "");
        }
        return texts;
    }

    private List<Long> numbers(String key) {
        var list = kept.list(key);
        return list == null
                ? List.of()
                : list.stream()
                        .map(item -> item instanceof Bencoded.Whole(long value) ? value : 0L)
                        .toList();
    }

    private String text(String key) throws UnreadableException {
        return text(kept, key);
    }

    private long number(String key) {
        return number(kept, key);
    }

    private static String text(Dictionary in, String key) throws UnreadableException {
        var text = in.text(key);
        return text.isEmpty() ? in.text(key.replace('-', '_')) : text;
    }

    private static long number(Dictionary in, String key) {
        return in.number(key, in.number(key.replace('-', '_'), 0));
    }

    private static @Nullable Dictionary dictionary(Dictionary in, String key) {
        var found = in.dictionary(key);
        return found == null ? in.dictionary(key.replace('-', '_')) : found;
    }
}
