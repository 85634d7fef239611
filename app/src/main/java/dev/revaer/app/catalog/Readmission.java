package dev.revaer.app.catalog;

import java.nio.file.Path;
import java.util.Objects;

import dev.revaer.app.database.Store;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import dev.revaer.engine.event.Standing;
import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.content.ContentSurvey;
import dev.revaer.engine.session.content.PieceSample;
import org.jspecify.annotations.Nullable;

/// Takes in torrents that were here, or in another Revaer, at another time: with all that was kept of them, each in one
/// transaction.
public final class Readmission {
    /// Read of each torrent to see that its files are as its resume data says.
    private static final long SAMPLED_BYTES = 1L << 20;

    private final TorrentTable table;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final EventBus bus;
    private final Directories directories;
    private final FinalDirs finals;
    private final RootGuard guard;
    private final TorrentRules rules;

    public Readmission(
            TorrentTable table,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            Directories directories,
            RootGuard guard,
            TorrentRules rules) {
        this.table = table;
        this.engine = engine;
        this.metainfo = metainfo;
        this.bus = bus;
        this.directories = directories;
        this.finals = directories.finals();
        this.guard = guard;
        this.rules = rules;
    }

    /// A torrent as it was kept.
    ///
    /// @param torrent its clocks stand
    /// @param finalDir where it belongs; null for one whose files lie there
    /// @param isLetOff whether it was let off the goals it had met
    public record Kept(StoredTorrent torrent, @Nullable Path finalDir, boolean isLetOff) {}

    /// Makes sure that it is what it says it is, and could lie here.
    ///
    /// @throws EngineException with what is wrong
    public void check(Kept kept) {
        var torrent = kept.torrent();
        directories.resolve(torrent.downloadDir());
        if (kept.finalDir() != null) {
            directories.resolve(kept.finalDir());
        }
        var bytes = torrent.metainfo();
        if (bytes != null) {
            var read = metainfo.read(bytes.bytes());
            if (!isSame(torrent, read.infoHashes())) {
                throw new EngineException(new UnreadableMetainfo("it is another torrent's"));
            }
            if (!torrent.options().renamedFiles().isEmpty()) {
                FileNames.check(read.files(), torrent.options().renamedFiles());
            }
        }
        var magnet = torrent.magnet();
        if (magnet != null && !isSame(torrent, metainfo.readMagnet(magnet).infoHashes())) {
            throw new EngineException(new UnreadableMagnet("it is another torrent's"));
        }
    }

    /// A magnet that named one hash of a hybrid has learnt the other since.
    private static boolean isSame(StoredTorrent torrent, InfoHashes others) {
        return torrent.infoHashes().all().stream().anyMatch(others.all()::contains);
    }

    /// Looks for the content that the resume data says is here.
    ///
    /// @return what is to be said of it; null if all of it is here, or none is said to be
    /// @throws EngineException with [BadDownloadDir] if nothing of it is here
    public @Nullable String survey(Kept kept) {
        var torrent = kept.torrent();
        var found = ContentSurvey.of(torrent.in(directories.resolve(torrent.downloadDir())));
        if (found.missing().isEmpty()) {
            return null;
        }
        if (found.missing().size() == found.expected()) {
            throw new EngineException(
                    new BadDownloadDir(
                            torrent.downloadDir(),
                            "its content should lie there: " + found.missing().getFirst() + " does not"));
        }
        return "%d of %d files are not there, %s for one: checked, and downloaded again".formatted(
                found.missing().size(),
                found.expected(),
                found.missing().getFirst());
    }

    /// Takes it in. It goes on without its files being checked, unless a look at one of its pieces says otherwise.
    ///
    /// @param more what else is kept of it, in the same transaction
    /// @throws EngineException if it cannot be taken in, nothing changed
    /// @throws dev.revaer.api.problem.ApiException the same
    public void admit(Kept kept, Runnable more) {
        check(kept);
        rules.check(TorrentOptions.NONE, kept.torrent().options());
        guard.admit(kept.torrent().downloadDir());
        var torrent = believed(named(kept.torrent()));
        var infoHash = torrent.infoHashes().first();
        var standing = Standing.of(null, torrent.options());
        Store.await(
                bus.commit(
                        Event.about(infoHash, new TorrentAdded(torrent.name())).with(standing),
                        () -> insert(torrent, kept, more)));
        if (kept.finalDir() != null) {
            finals.begun(infoHash, kept.finalDir(), torrent.metainfo() != null);
        }
        try {
            engine.add(torrent);
        } catch (RuntimeException e) {
            bus.publish(
                    Event.about(infoHash, new TorrentRemoved(torrent.name(), false)).with(standing),
                    () -> table.delete(infoHash));
            finals.forget(infoHash);
            rules.goals().forget(infoHash);
            throw e;
        }
        rules.caps().changed();
    }

    /// A race for the same torrent is decided by the table.
    private void insert(StoredTorrent torrent, Kept kept, Runnable more) {
        for (var hash : torrent.infoHashes().all()) {
            var existing = table.find(hash);
            if (existing != null) {
                throw new EngineException(new DuplicateTorrent(existing.infoHashes().first()));
            }
        }
        var infoHash = torrent.infoHashes().first();
        table.insert(torrent, null);
        table.age(torrent);
        if (kept.finalDir() != null) {
            finals.keep(infoHash, Objects.requireNonNull(kept.finalDir()));
        }
        if (kept.isLetOff()) {
            rules.goals().waive(infoHash, torrent.options());
        }
        more.run();
    }

    /// As the engine calls it, which other clients may not.
    private StoredTorrent named(StoredTorrent torrent) {
        var bytes = torrent.metainfo();
        return bytes == null ? torrent : torrent.named(metainfo.read(bytes.bytes()).name());
    }

    /// The files may have changed since, or not be here.
    private StoredTorrent believed(StoredTorrent torrent) {
        if (torrent.holds().stream().anyMatch(Hold::keepsFilesAlone)) {
            return torrent;
        }
        return PieceSample.wrongPiece(torrent, SAMPLED_BYTES).isEmpty()
                ? torrent
                : torrent.withoutResumeData();
    }
}
