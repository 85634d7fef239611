package dev.revaer.cli.takeover.qbittorrent;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.BencodeWriter;
import dev.revaer.cli.takeover.bencode.Bencoded;
import dev.revaer.cli.takeover.bencode.Dictionary;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Content;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Goals;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.History;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Identity;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Limits;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Wishes;
import dev.revaer.cli.takeover.torrent.Layout;
import dev.revaer.cli.takeover.torrent.MagnetLink;
import dev.revaer.cli.takeover.torrent.Moments;
import dev.revaer.cli.takeover.torrent.Naming;
import dev.revaer.cli.takeover.torrent.Priority;
import dev.revaer.cli.takeover.torrent.Progress;
import org.jspecify.annotations.Nullable;

/// libtorrent's resume data as qBittorrent writes it, with what stands beside it.
final class ResumeEntry {
    /// Of files that are not complete, where the user wants it.
    private static final String UNFINISHED = ".!qB";
    private static final int V1_HASH = 20;
    private static final int V2_HASH = 32;
    private static final int NORMAL = 1;
    private static final int USUAL = 4;
    private static final long NEVER = -1;

    /// Blocks of pieces that are not whole, and hashes of v2.
    private static final List<String> LIBTORRENTS = List.of("unfinished", "trees", "verified");

    private final Dictionary resume;
    private final Said said;

    ResumeEntry(Dictionary resume, Said said) {
        this.resume = resume;
        this.said = said;
    }

    /// How it stands.
    ///
    /// @param wantsNothing whether all its files were unwanted
    private record State(boolean isComplete, boolean wantsNothing) {}

    /// The torrent.
    ///
    /// @param metadata `.torrent`, without trackers; null for one whose metadata has not come
    ForeignTorrent torrent(byte @Nullable [] metadata) throws UnreadableException {
        return metadata == null ? magnet() : known(BencodeReader.read(metadata));
    }

    private ForeignTorrent magnet() throws UnreadableException {
        var v1 = hash("info-hash", V1_HASH);
        var v2 = hash("info-hash2", V2_HASH);
        if (v1 == null && v2 == null) {
            throw new UnreadableException("neither metainfo nor an info hash is there");
        }
        var name = said.name().isEmpty() ? resume.text("name") : said.name();
        var link = new MagnetLink(v1, v2).named(name);
        for (var tier : trackers()) {
            tier.forEach(link::tracker);
        }
        var shown = name.isEmpty() ? String.valueOf(v1 == null ? v2 : v1) : name;
        return torrent(
                new Identity(v1, v2, shown, link.toString()),
                new Content(null, null),
                Naming.NONE,
                Map.of(),
                new State(false, false));
    }

    private ForeignTorrent known(Dictionary metadata) throws UnreadableException {
        var layout = Layout.read(metadata);
        requireSame(layout.v1(), hash("info-hash", V1_HASH));
        requireSame(layout.v2(), hash("info-hash2", V2_HASH));
        var have = have(layout);
        var wanted = priorities(layout);
        var wantsNothing = layout.wantsNothing(wanted);
        Map<Integer, Priority> priorities = wantsNothing ? Map.of() : wanted;
        var naming = Naming.of(layout, names(layout), UNFINISHED);
        var more = new HashMap<String, byte[]>();
        for (var key : LIBTORRENTS) {
            var raw = resume.raw(key);
            if (raw != null) {
                more.put(key, raw);
            }
        }
        return torrent(
                new Identity(layout.v1(), layout.v2(), layout.name(), null),
                new Content(
                        metainfo(metadata),
                        have == null
                                ? null
                                : new Progress(have, more).resumeData(layout, naming, priorities)),
                naming,
                priorities,
                new State(have != null && layout.isWhole(have, priorities), wantsNothing));
    }

    private ForeignTorrent torrent(
            Identity identity,
            Content content,
            Naming naming,
            Map<Integer, Priority> priorities,
            State state) throws UnreadableException {
        var directory = resume.text("save_path");
        if (directory.isEmpty()) {
            directory = said.savePath();
        }
        if (directory.isEmpty()) {
            throw new UnreadableException("it does not say where its content lies");
        }
        var belongs = state.isComplete() || said.savePath().isEmpty() ? directory : said.savePath();
        var added = Moments.of(resume.number("added_time", 0));
        var completed = resume.number("completed_time", 0);
        return new ForeignTorrent(
                identity,
                content,
                directory + naming.folder(),
                belongs.equals(directory) ? null : belongs + naming.folder(),
                said.isStopped() || state.wantsNothing(),
                new History(
                        added,
                        !state.isComplete() ? null : completed > 0 ? Moments.of(completed) : added,
                        count("total_uploaded"),
                        count("total_downloaded"),
                        count("active_time"),
                        count("seeding_time")),
                new Wishes(
                        said.category().isEmpty() ? null : said.category(),
                        said.tags(),
                        priorities,
                        naming.renamed(),
                        new Limits(limit("download_rate_limit"), limit("upload_rate_limit")),
                        goals(),
                        modes()),
                losses(identity, content, state));
    }

    private List<String> losses(Identity identity, Content content, State state) {
        var losses = new ArrayList<>(said.more());
        if (state.wantsNothing()) {
            losses.add(Layout.NOTHING_WANTED);
        }
        if (content.metainfo() != null) {
            if (content.resumeData() == null) {
                losses.add("its progress, which cannot be told: it is checked");
            }
            if (!said.name().isEmpty() && !said.name().equals(identity.name())) {
                losses.add("the name '" + said.name() + "'");
            }
        }
        return losses;
    }

    /// One byte for each piece, the lowest bit set for one that is there; none at all before the first check.
    private @Nullable BitSet have(Layout layout) {
        var pieces = resume.bytes("pieces");
        if (pieces == null || pieces.length == 0) {
            return pieces == null || isNew() ? null : new BitSet();
        }
        if (pieces.length != layout.pieces()) {
            return null;
        }
        var have = new BitSet();
        for (int i = 0; i < pieces.length; i++) {
            have.set(i, (pieces[i] & 1) == 1);
        }
        return have;
    }

    /// Added and stopped before its files were looked at.
    private boolean isNew() {
        return resume.number("active_time", 0) == 0;
    }

    private List<String> names(Layout layout) throws UnreadableException {
        var names = new ArrayList<String>();
        var mapped = resume.list("mapped_files");
        if (mapped == null) {
            return names;
        }
        if (mapped.size() > layout.files().size()) {
            throw new UnreadableException("it names more files than there are");
        }
        for (var name : mapped) {
            names.add(name instanceof Bencoded.Text text ? text.text() : "");
        }
        return names;
    }

    private Map<Integer, Priority> priorities(Layout layout) {
        var priorities = new TreeMap<Integer, Priority>();
        var levels = resume.list("file_priority");
        if (levels == null || levels.size() > layout.files().size()) {
            return priorities;
        }
        for (int i = 0; i < levels.size(); i++) {
            long level = levels.get(i) instanceof Bencoded.Whole(long value) ? value : NORMAL;
            if (!layout.files().get(i).isPad()) {
                if (level == 0) {
                    priorities.put(i, Priority.SKIP);
                } else if (level > USUAL) {
                    priorities.put(i, Priority.HIGH);
                }
            }
        }
        return priorities;
    }

    private Goals goals() {
        var limits = said.goals();
        var ofRatio = limits.ratio() == NEVER ? new Goals(0.0, null, null) : Moments.ratio(limits.ratio());
        Long seconds = limits.seedingMinutes() == NEVER
                ? Long.valueOf(0)
                : limits.seedingMinutes() < 0
                        ? null
                        : (Long) Math.max(1, Moments.seconds(limits.seedingMinutes()));
        var action = switch (limits.action()) {
            case "Stop" -> "stop";
            case "Remove" -> "remove";
            case "RemoveWithContent" -> "removeData";
            default -> null;
        };
        return new Goals(
                ofRatio.ratio(),
                ofRatio.seedSeconds() != null ? ofRatio.seedSeconds() : seconds,
                action);
    }

    private Set<String> modes() {
        var modes = new HashSet<String>();
        if (resume.flag("sequential_download")) {
            modes.add("sequential");
        }
        if (said.hasFirstAndLastFirst()) {
            modes.add("firstLastPieces");
        }
        if (resume.flag("super_seeding")) {
            modes.add("superSeeding");
        }
        if (said.isForced()) {
            modes.add("forceStart");
        }
        return modes;
    }

    /// As a whole: qBittorrent keeps trackers and web seeds with the resume data.
    private byte[] metainfo(Dictionary metadata) throws UnreadableException {
        var whole = new BencodeWriter();
        for (var key : metadata.keys()) {
            var raw = metadata.raw(key);
            if (raw != null) {
                whole.raw(key, raw);
            }
        }
        var trackers = trackers();
        var tiers = resume.raw("trackers");
        if (tiers != null && !trackers.isEmpty()) {
            whole.put("announce", trackers.getFirst().getFirst()).raw("announce-list", tiers);
        }
        var seeds = resume.list("url-list");
        var rawSeeds = resume.raw("url-list");
        if (seeds != null && rawSeeds != null && !seeds.isEmpty()) {
            whole.raw("url-list", rawSeeds);
        }
        return whole.bytes();
    }

    /// Without tiers that hold none.
    private List<List<String>> trackers() throws UnreadableException {
        var tiers = new ArrayList<List<String>>();
        var list = resume.list("trackers");
        for (var tier : list == null ? List.<Bencoded>of() : list) {
            var urls = new ArrayList<String>();
            if (tier instanceof Bencoded.Items(var items)) {
                for (var item : items) {
                    if (item instanceof Bencoded.Text text) {
                        urls.add(text.text());
                    }
                }
            }
            if (!urls.isEmpty()) {
                tiers.add(urls);
            }
        }
        return tiers;
    }

    private @Nullable String hash(String key, int length) {
        var bytes = resume.bytes(key);
        if (bytes == null || bytes.length != length) {
            return null;
        }
        var hex = HexFormat.of().formatHex(bytes);
        return hex.chars().allMatch(digit -> digit == '0') ? null : hex;
    }

    private static void requireSame(@Nullable String of, @Nullable String said) throws UnreadableException {
        if (of != null && said != null && !of.equals(said)) {
            throw new UnreadableException("its resume data is another torrent's");
        }
    }

    private long count(String key) {
        return Math.max(0, resume.number(key, 0));
    }

    private int limit(String key) {
        return Math.clamp(resume.number(key, 0), 0, Integer.MAX_VALUE);
    }
}
