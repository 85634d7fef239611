package dev.revaer.app.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.app.database.Store;
import dev.revaer.app.directory.Directories;
import dev.revaer.app.directory.FinalDirs;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.trace.RequestScope;
import dev.revaer.app.volume.RootGuard;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineError.DuplicateTorrent;
import dev.revaer.engine.EngineError.RenameRefused;
import dev.revaer.engine.EngineError.TorrentNotFound;
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
import dev.revaer.engine.event.EventData.TorrentAdded;
import dev.revaer.engine.event.EventData.TorrentRemoved;
import dev.revaer.engine.event.EventData.TorrentUpdated;
import dev.revaer.engine.event.Standing;
import dev.revaer.engine.resume.StoredTorrent;
import org.jspecify.annotations.Nullable;

/// Keeps the session and the table `torrent` in step: what is wanted is written first, so that a crash in between is
/// made good at the next start.
public final class Catalog implements TorrentCatalog {
    private static final int LOCKS = 64;

    private final TorrentTable table;
    private final TorrentEngine engine;
    private final EventBus bus;
    private final JobQueue jobs;
    private final TorrentReader reader;
    private final Admission admission;
    private final FinalDirs finals;
    private final TorrentRules rules;
    private final TorrentUrl urls;
    private final Removals removals;
    private final Restoration restoration;
    /// One change of a torrent at a time.
    private final Object[] changes = Stream.generate(Object::new).limit(LOCKS).toArray();

    public Catalog(
            TorrentTable table,
            TorrentEngine engine,
            MetainfoReader metainfo,
            EventBus bus,
            JobQueue jobs,
            Directories directories,
            RootGuard guard,
            SpaceCheck space,
            UrlFetcher fetcher,
            TorrentRules rules) {
        this.table = table;
        this.engine = engine;
        this.bus = bus;
        this.jobs = jobs;
        this.reader = new TorrentReader(metainfo, directories, rules);
        this.admission = new Admission(directories, metainfo, guard, space);
        this.finals = directories.finals();
        this.rules = rules;
        this.urls = new TorrentUrl(fetcher, metainfo);
        this.removals = new Removals(table, engine, metainfo, bus, jobs, guard, rules, finals);
        this.restoration = new Restoration(table, engine, bus, guard, removals);
    }

    /// Finishes removals that were cut short and starts all other torrents.
    ///
    /// @param killedAt when the service was last seen alive, if it did not stop in order
    public void restore(Optional<Instant> killedAt) {
        restoration.run(killedAt);
    }

    @Override
    public CatalogTorrent add(NewTorrent wanted) {
        var torrent = reader.read(urls.open(wanted));
        synchronized (lock(torrent.infoHashes().first())) {
            return add(torrent, wanted.seedMode());
        }
    }

    private CatalogTorrent add(StoredTorrent wanted, boolean isSeed) {
        for (var hash : wanted.infoHashes().all()) {
            var existing = engine.find(hash);
            if (existing != null) {
                throw new EngineException(new DuplicateTorrent(existing.infoHash()));
            }
        }
        rules.check(TorrentOptions.NONE, wanted.options());
        var torrent = admission.admit(wanted, isSeed);
        var infoHash = torrent.infoHashes().first();
        var traceParent = RequestScope.traceParent();
        Store.await(
                bus.commit(
                        Event.about(infoHash, new TorrentAdded(torrent.name()))
                                .with(Standing.of(null, torrent.options())),
                        () -> insert(torrent, wanted.downloadDir(), traceParent)));
        if (!torrent.downloadDir().equals(wanted.downloadDir())) {
            finals.begun(infoHash, wanted.downloadDir(), torrent.metainfo() != null);
        }
        try {
            var added = isSeed ? engine.storage().addTrusted(torrent) : engine.add(torrent);
            rules.caps().changed();
            return view(added);
        } catch (RuntimeException e) {
            bus.publish(
                    Event.about(infoHash, new TorrentRemoved(torrent.name(), false))
                            .with(Standing.of(null, torrent.options())),
                    () -> table.delete(infoHash));
            finals.forget(infoHash);
            throw e;
        }
    }

    @Override
    public List<Torrent> torrents() {
        return engine.torrents();
    }

    @Override
    public @Nullable Torrent torrent(InfoHash infoHash) {
        return engine.find(infoHash);
    }

    @Override
    public CatalogTorrent view(Torrent torrent) {
        return new CatalogTorrent(
                torrent,
                jobs.progress(torrent.infoHash()),
                finals.find(torrent.infoHash()));
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
                            Event.about(torrent.infoHash(), updated)
                                    .with(Standing.of(torrent.state(), after)),
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
            removals.remove(infoHash, deleteData, reason);
        }
    }

    /// A race for the same torrent is decided by the table.
    private void insert(StoredTorrent torrent, Path finalDir, @Nullable String traceParent) {
        for (var hash : torrent.infoHashes().all()) {
            var existing = table.find(hash);
            if (existing != null) {
                throw new EngineException(new DuplicateTorrent(existing.infoHashes().first()));
            }
        }
        table.insert(torrent, traceParent);
        if (!torrent.downloadDir().equals(finalDir)) {
            finals.keep(torrent.infoHashes().first(), finalDir);
        }
    }

    /// Does something while nobody changes what is wanted of a torrent, nor removes it.
    ///
    /// @param infoHash its first
    public void whileUnchanged(InfoHash infoHash, Runnable work) {
        synchronized (lock(infoHash)) {
            work.run();
        }
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
