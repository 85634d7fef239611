package dev.revaer.app.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.app.database.Store;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentCommand.MoveInQueue;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.session.PieceSample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the session and the table `torrent` in step: what is wanted is written first, so that a crash in between is
/// made good at the next start.
public final class Catalog implements TorrentCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final int LOCKS = 64;
    /// Resume data saved so long before a crash may claim what had not reached the disk.
    private static final Duration DISTRUSTED = Duration.ofMinutes(2);
    private static final long SAMPLED_BYTES = 256L << 20;
    private static final long SAMPLED_BYTES_EACH = 64L << 20;
    private static final String COULD_NOT_BE_STARTED = "the torrent could not be started";

    private final TorrentTable table;
    private final TorrentEngine engine;
    private final MetainfoReader metainfo;
    private final EventBus bus;
    private final JobQueue jobs;
    private final TorrentReader reader;
    private final RootGuard guard;
    private final SpaceCheck space;
    private final TorrentRules rules;
    private final TorrentUrl urls;
    /// One change of a torrent at a time.
    private final Object[] changes = Stream.generate(Object::new).limit(LOCKS).toArray();

    public Catalog(
            TorrentTable table,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            DownloadRoot root,
            RootGuard guard,
            SpaceCheck space,
            UrlFetcher fetcher,
            TorrentRules rules) {
        this.table = table;
        this.engine = engine;
        this.metainfo = metainfo;
        this.bus = bus;
        this.jobs = jobs;
        this.reader = new TorrentReader(metainfo, root, rules.labels());
        this.guard = guard;
        this.space = space;
        this.rules = rules;
        this.urls = new TorrentUrl(fetcher, metainfo);
    }

    /// Finishes removals that were cut short and starts all other torrents. One that cannot be started is told and
    /// shown as failed.
    ///
    /// @param killedAt when the service was last seen alive, if it did not stop in order
    public void restore(Optional<Instant> killedAt) {
        var distrusted = killedAt.map(at -> table.savedSince(at.minus(DISTRUSTED))).orElse(Set.of());
        for (var removal : table.removals()) {
            var infoHash = removal.torrent().infoHashes().first();
            try {
                finishRemoval(removal.torrent(), removal.deleteData(), null);
            } catch (RuntimeException e) {
                tellFailure(infoHash, "a removal could not be finished", String.valueOf(e.getMessage()), e);
            }
        }
        table.forEach(torrent -> start(torrent, distrusted));
    }

    private void start(StoredTorrent torrent, Set<InfoHash> distrusted) {
        try {
            if (guard.isLost(torrent.downloadDir())) {
                engine.add(outside(torrent));
                return;
            }
            var isSampled = distrusted.contains(torrent.infoHashes().first())
                    && torrent.holds().stream().noneMatch(Hold::keepsFilesAlone);
            engine.add(isSampled ? sampled(torrent, SAMPLED_BYTES / distrusted.size()) : torrent);
        } catch (EngineException e) {
            showFailed(torrent, e.error().toString(), e);
        } catch (RuntimeException e) {
            showFailed(torrent, String.valueOf(e.getMessage()), e);
        }
    }

    /// The same torrent, without its resume data if that claims what is not here.
    private StoredTorrent sampled(StoredTorrent torrent, long mostBytes) {
        var wrong = PieceSample.wrongPiece(torrent, Math.min(mostBytes, SAMPLED_BYTES_EACH));
        if (wrong.isEmpty()) {
            return torrent;
        }
        var reason = "after a crash, piece " + wrong.getAsInt()
                + " is not as it was saved; checking its files";
        LOG.atWarn().addKeyValue("infoHash", torrent.infoHashes().first()).log(reason);
        bus.publish(Event.about(torrent.infoHashes().first(), new Failure(reason)));
        return torrent.withoutResumeData();
    }

    private void showFailed(StoredTorrent torrent, String reason, RuntimeException e) {
        var infoHash = torrent.infoHashes().first();
        tellFailure(infoHash, COULD_NOT_BE_STARTED, reason, e);
        try {
            engine.addFailed(torrent, COULD_NOT_BE_STARTED + ": " + reason);
        } catch (EngineException another) {
            tellFailure(infoHash, "it cannot be shown either", another.error().toString(), another);
        }
    }

    /// A torrent whose volume is not there is shown, and its files are left alone.
    private static StoredTorrent outside(StoredTorrent torrent) {
        var holds = EnumSet.of(Hold.ROOT);
        holds.addAll(torrent.holds());
        return torrent.held(holds);
    }

    private void tellFailure(InfoHash infoHash, String what, String reason, RuntimeException e) {
        LOG.atError().addKeyValue("infoHash", infoHash).setCause(e).log(what);
        bus.publish(Event.about(infoHash, new Failure(what + ": " + reason)));
    }

    @Override
    public CatalogTorrent add(NewTorrent wanted) {
        var torrent = reader.read(urls.open(wanted));
        synchronized (lock(torrent.infoHashes().first())) {
            return add(torrent, wanted.seedMode());
        }
    }

    private CatalogTorrent add(StoredTorrent torrent, boolean isSeed) {
        for (var hash : torrent.infoHashes().all()) {
            var existing = engine.find(hash);
            if (existing != null) {
                throw new EngineException(new DuplicateTorrent(existing.infoHash()));
            }
        }
        rules.check(TorrentOptions.NONE, torrent.options());
        guard.admit(torrent.downloadDir());
        requireSpace(torrent);
        var infoHash = torrent.infoHashes().first();
        Store.await(
                bus.commit(Event.about(infoHash, new TorrentAdded(torrent.name())), () -> insert(torrent)));
        try {
            var added = isSeed ? engine.storage().addTrusted(torrent) : engine.add(torrent);
            rules.caps().changed();
            return view(added);
        } catch (RuntimeException e) {
            bus.publish(
                    Event.about(infoHash, new TorrentRemoved(torrent.name(), false)),
                    () -> table.delete(infoHash));
            throw e;
        }
    }

    @Override
    public List<Torrent> torrents() {
        return engine.torrents();
    }

    @Override
    public CatalogTorrent view(Torrent torrent) {
        return new CatalogTorrent(torrent, jobs.progress(torrent.infoHash()));
    }

    @Override
    public CatalogTorrent get(InfoHash infoHash) {
        return view(find(infoHash));
    }

    @Override
    public CatalogTorrent pause(InfoHash infoHash) {
        var torrent = find(infoHash);
        synchronized (lock(torrent.infoHash())) {
            Store.run(() -> table.setPaused(torrent.infoHash(), true));
            return view(engine.pause(infoHash));
        }
    }

    @Override
    public CatalogTorrent resume(InfoHash infoHash) {
        var torrent = find(infoHash);
        synchronized (lock(torrent.infoHash())) {
            if (torrent.holds().containsKey(Hold.GOAL)) {
                letSeedOn(torrent);
            } else {
                Store.run(() -> table.setRunning(torrent.infoHash()));
            }
            return view(engine.resume(infoHash));
        }
    }

    /// The bus keeps this in order with the transaction that noted the goal as met.
    private void letSeedOn(Torrent torrent) {
        var infoHash = torrent.infoHash();
        Store.await(
                bus.commit(Event.about(infoHash, new TorrentUpdated(List.of("seedGoals"))), () -> {
                    table.setRunning(infoHash);
                    rules.goals().waive(infoHash, torrent.options());
                }));
    }

    /// What is wanted is kept and told first, then done; a crash in between is made good at the next start.
    @Override
    public CatalogTorrent change(
            InfoHash infoHash,
            UnaryOperator<TorrentOptions> change,
            String actor) {
        synchronized (lock(find(infoHash).infoHash())) {
            var torrent = find(infoHash);
            var before = torrent.options();
            var after = change.apply(before);
            if (after.equals(before)) {
                return view(torrent);
            }
            check(torrent, after);
            rules.check(before, after);
            var updated = new TorrentUpdated(OptionNames.changed(before, after));
            Store.await(
                    bus.commit(
                            Event.about(torrent.infoHash(), updated),
                            () -> {
                                table.setOptions(torrent.infoHash(), after);
                                rules.note(torrent.infoHash(), before, after, actor);
                            }));
            var changed = configure(torrent, after);
            rules.caps().changed();
            return view(changed);
        }
    }

    /// What the torrent's files cannot bear is refused before it is kept.
    private void check(Torrent torrent, TorrentOptions after) {
        if (!torrent.hasMetadata()) {
            return;
        }
        if (!after.selection().equals(torrent.options().selection())) {
            engine.files().check(torrent.infoHash(), after.selection());
        }
        if (!after.renamedFiles().equals(torrent.options().renamedFiles())) {
            engine.files().check(torrent.infoHash(), after.renamedFiles());
        }
    }

    /// Where the disk refuses a name all names stay as they were.
    private Torrent configure(Torrent torrent, TorrentOptions after) {
        var infoHash = torrent.infoHash();
        try {
            return engine.configure(infoHash, after);
        } catch (EngineException e) {
            if (e.error() instanceof RenameRefused) {
                var names = torrent.options().renamedFiles();
                Store.run(() -> table.setOptions(infoHash, after.renamed(names)));
            }
            throw e;
        }
    }

    @Override
    public CatalogTorrent command(InfoHash infoHash, TorrentCommand command) {
        return view(
                command instanceof MoveInQueue(var to)
                        ? rules.queue().move(infoHash, to)
                        : engine.command(infoHash, command));
    }

    /// Also removes what is in the table alone, since it could not be started or an earlier removal was cut short.
    @Override
    public void remove(InfoHash infoHash, boolean deleteData) {
        remove(infoHash, deleteData, null);
    }

    /// Removes it for a reason of our own.
    ///
    /// @param reason to be told with the removal; null where somebody asked for it
    public void remove(InfoHash infoHash, boolean deleteData, @Nullable String reason) {
        var known = engine.find(infoHash);
        synchronized (lock(known == null ? infoHash : known.infoHash())) {
            removeAlone(infoHash, deleteData, reason);
        }
    }

    private void removeAlone(InfoHash infoHash, boolean deleteData, @Nullable String reason) {
        var running = engine.find(infoHash);
        var stored = Store.call(() -> table.find(running == null ? infoHash : running.infoHash()));
        if (running == null && stored == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        var torrent = stored == null ? find(infoHash).infoHash() : stored.infoHashes().first();
        if (jobs.isRunning(torrent)) {
            throw new ApiException(new FsopsRunning(torrent));
        }
        if (deleteData && stored != null) {
            guard.require(stored.downloadDir());
        }
        if (stored != null && !Store.call(() -> table.setRemoval(torrent, deleteData))) {
            throw new EngineException(new WrongState(torrent, "its files are being moved"));
        }
        if (running != null) {
            engine.remove(torrent);
            bus.forgetProgress(torrent);
        }
        if (stored != null) {
            finishRemoval(stored, deleteData, reason);
        }
    }

    /// What is left of a removal once the session does not have the torrent.
    private void finishRemoval(StoredTorrent torrent, boolean deleteData, @Nullable String reason) {
        var infoHash = torrent.infoHashes().first();
        var known = torrent.metainfo();
        if (deleteData && known != null) {
            guard.require(torrent.downloadDir());
            DataDeletion.delete(
                    torrent.downloadDir(),
                    torrent.options().placed(metainfo.read(known.bytes()).files()));
            DataDeletion.deletePartFiles(torrent.downloadDir(), torrent.infoHashes());
        }
        Store.await(
                bus.commit(
                        Event.about(infoHash, new TorrentRemoved(torrent.name(), deleteData, reason)),
                        () -> table.delete(infoHash)));
        jobs.forget(infoHash);
        rules.goals().forget(infoHash);
    }

    /// What lies there already need not be written. The size of a magnet's files is not known yet; it is looked at as
    /// it runs.
    private void requireSpace(StoredTorrent torrent) {
        var known = torrent.metainfo();
        if (known == null) {
            return;
        }
        var files = metainfo.read(known.bytes()).files();
        var placed = torrent.options().placed(files);
        var priorities = torrent.options().selection().priorities(files);
        long missing = 0;
        for (int i = 0; i < files.size(); i++) {
            if (priorities.get(i) != FilePriority.SKIP) {
                missing += MissingBytes.of(placed.get(i), torrent.downloadDir());
            }
        }
        space.require(torrent.downloadDir(), missing);
    }

    /// A race for the same torrent is decided by the table.
    private void insert(StoredTorrent torrent) {
        for (var hash : torrent.infoHashes().all()) {
            var existing = table.find(hash);
            if (existing != null) {
                throw new EngineException(new DuplicateTorrent(existing.infoHashes().first()));
            }
        }
        table.insert(torrent);
    }

    private Object lock(InfoHash first) {
        return changes[Math.floorMod(first.hashCode(), changes.length)];
    }

    private Torrent find(InfoHash infoHash) {
        @Nullable
        Torrent torrent = engine.find(infoHash);
        if (torrent == null) {
            throw new EngineException(new TorrentNotFound(infoHash));
        }
        return torrent;
    }
}
