package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import dev.revaer.app.job.TorrentSource;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.fsops.seeding.NewPlace;
import dev.revaer.fsops.seeding.Seeding;

/// Has torrents seed from where post-processing has published their files, and knows what the others need.
final class Departures implements Seeding {
    private final MoveTable table;
    private final TorrentSource torrents;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final EventBus bus;
    private final Map<InfoHash, Moving> moving;
    private final Carrier carrier;
    private final BiConsumer<InfoHash, Runnable> unchanged;

    /// @param moving that are under way
    /// @param unchanged does something while nobody changes what is wanted of a torrent
    Departures(
            MoveTable table,
            TorrentSource torrents,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            Map<InfoHash, Moving> moving,
            Carrier carrier,
            BiConsumer<InfoHash, Runnable> unchanged) {
        this.table = table;
        this.torrents = torrents;
        this.engine = engine;
        this.metainfo = metainfo;
        this.bus = bus;
        this.moving = moving;
        this.carrier = carrier;
        this.unchanged = unchanged;
    }

    @Override
    public List<Path> contentOfOthers(String infoHash) {
        var content = new ArrayList<Path>();
        for (var torrent : engine.torrents()) {
            var path = torrent.contentPath();
            if (path != null && !torrent.infoHash().hex().equals(infoHash)) {
                content.add(path);
            }
        }
        return content;
    }

    @Override
    public void goOnFrom(NewPlace place) throws IOException {
        var infoHash = new InfoHash(place.infoHash());
        try {
            unchanged.accept(infoHash, () -> go(infoHash, place));
        } catch (EngineException e) {
            throw new IOException(
                    e.error() instanceof WrongState(var _, var why) ? why : e.error().toString(),
                    e);
        } catch (ApiException e) {
            throw new IOException(e.error().toString(), e);
        }
    }

    private void go(InfoHash infoHash, NewPlace place) {
        var stored = stored(infoHash);
        var options = stored.options().renamed(names(stored, place));
        if (stored.downloadDir().equals(place.downloadDir()) && stored.options().equals(options)
                && isKnown(infoHash, place.downloadDir(), options)) {
            return;
        }
        var move = new Moving(infoHash, stored.downloadDir(), place.downloadDir());
        if (moving.putIfAbsent(infoHash, move) != null) {
            throw Mover.refused(infoHash, "its files are on their way elsewhere");
        }
        try {
            engine.hold(infoHash, Hold.MOVE, "it goes to " + place.downloadDir());
            var updated = new TorrentUpdated(List.of("downloadDir", "files"));
            Store.await(
                    bus.commit(
                            Event.about(infoHash, updated),
                            () -> table.depart(infoHash, place.downloadDir(), options)));
            engine.configure(infoHash, options);
            carrier.giveBack(infoHash);
            moving.remove(infoHash, move);
        } catch (RuntimeException e) {
            // whatever was kept, the torrent is not to wait for the next start
            carrier.carry(move);
            throw e;
        }
    }

    /// Whether the session has it there, by these names.
    private boolean isKnown(InfoHash infoHash, Path downloadDir, TorrentOptions options) {
        var torrent = engine.find(infoHash);
        return torrent != null && torrent.downloadDir().equals(downloadDir)
                && torrent.options().renamedFiles().equals(options.renamedFiles());
    }

    private Map<Integer, String> names(StoredTorrent stored, NewPlace place) {
        var infoHash = stored.infoHashes().first();
        var known = stored.metainfo();
        if (known == null) {
            throw Mover.refused(infoHash, "its files are not known");
        }
        var files = metainfo.read(known.bytes()).files();
        var placed = stored.options().placed(files);
        if (stored.downloadDir().equals(place.downloadDir())
                && placed.stream().allMatch(file -> place.names().containsValue(file.path()))) {
            return stored.options().renamedFiles();
        }
        var names = new TreeMap<Integer, String>();
        for (int i = 0; i < files.size(); i++) {
            var name = place.names().get(placed.get(i).path());
            if (name == null) {
                throw Mover.refused(infoHash, "its file " + placed.get(i).path() + " was not published");
            }
            if (!name.equals(files.get(i).path())) {
                names.put(files.get(i).index(), name);
            }
        }
        FileNames.check(files, names);
        return names;
    }

    private StoredTorrent stored(InfoHash infoHash) {
        var stored = Store.call(() -> torrents.find(infoHash));
        if (stored == null) {
            throw Mover.refused(infoHash, "it is not here any more");
        }
        return stored;
    }
}
