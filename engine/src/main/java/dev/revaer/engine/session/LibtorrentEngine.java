package dev.revaer.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineHealth;
import dev.revaer.engine.EngineHealth.Condition;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.RunningSetting;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.file.FileControl;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.DiskIoChoice;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.network.SessionNetwork;
import dev.revaer.engine.session.pump.AlertPump;
import dev.revaer.engine.session.pump.AlertRouter;
import dev.revaer.engine.session.pump.CommandThread;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.volume.StorageControl;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.session;

/// A raw libtorrent session with an alert thread of its own.
public final class LibtorrentEngine implements TorrentEngine {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final DiskIo diskIo;
    private final session rawSession;
    private final TorrentRegistry registry = new TorrentRegistry();
    private final ResumeSaver saver;
    private final ResumeSchedule schedule;
    private final TorrentLife life;
    private final AlertHandler alerts;
    private final AtomicBoolean isResynchronising = new AtomicBoolean();
    private volatile AlertPump pump;
    private final CommandThread commands;
    private final TorrentCommands torrentCommands;
    private final TorrentAdder adder;
    private final TorrentParking parking;
    private final StorageControl storage;
    private final SessionTuning tuning;
    private final SwarmControl swarm;
    private final SessionNetwork network;
    private final FileCommands files;

    private LibtorrentEngine(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            Consumer<String> onGivenUp) {
        var defaults = new TorrentDefaults(registry, settings);
        this.diskIo = DiskIoChoice.resolve(settings.diskIo());
        var metainfo = new LibtorrentMetainfo(settings.nativeDir());
        this.commands = new CommandThread(ANSWER_LIMIT, settings.watch());
        this.rawSession = SessionFactory.open(settings, diskIo);
        this.saver = new ResumeSaver(store);
        this.schedule = new ResumeSchedule(saver, settings, this::onAlertThread);
        var wishes = new FileWishes(
                commands,
                listener,
                this::onAlertThread,
                new MagnetSwap(rawSession, defaults));
        this.files = new FileCommands(registry, commands);
        this.life = new TorrentLife(
                registry,
                metainfo,
                listener,
                saver,
                schedule,
                this::onAlertThread,
                new FileFollower(wishes, commands));
        this.network = new SessionNetwork(settings, this::onSession, this::onAlertThread);
        this.torrentCommands = new TorrentCommands(
                registry,
                life,
                commands,
                network.filters(),
                this::onAlertThread,
                wishes);
        this.adder = new TorrentAdder(
                rawSession,
                registry,
                life,
                commands,
                listener,
                this::onAlertThread,
                wishes,
                defaults,
                settings.resumeInterval());
        this.parking = new TorrentParking(
                rawSession,
                registry,
                life,
                schedule,
                commands,
                torrentCommands,
                this::onAlertThread,
                adder);
        this.storage = new SessionStorage(parking, adder);
        var trackers = new TrackerWatch(registry, listener, commands, this::onAlertThread);
        this.alerts = new AlertHandler(registry, life, schedule, listener, this::resynchronise);
        var router = new AlertRouter(
                alerts.handlers(),
                trackers.handlers(),
                new PeerFaults(registry, listener, commands, this::onAlertThread).handlers(),
                network.handlers());
        this.swarm = new SessionSwarm(registry, commands);
        var pace = new Pace(rawSession, registry, settings.session().rates());
        this.tuning = new SessionTuning(
                rawSession,
                commands,
                network,
                defaults,
                pace,
                settings);
        var heartbeat = new Heartbeat(rawSession, life, trackers, network, pace, this::retry);
        this.pump = new AlertPump(
                rawSession,
                new PumpWork(router::handle, heartbeat::tick, this::resynchronise, onGivenUp));
    }

    /// Opens the session and begins to read its alerts.
    ///
    /// @param store keeps resume data
    /// @param listener hears what happens, on the alert thread
    public static LibtorrentEngine start(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener) {
        return start(settings, store, listener, _ -> {});
    }

    /// The same, telling when its alerts are read no more though it was not closed: on the alert thread, which ends
    /// then, with the reason.
    public static LibtorrentEngine start(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            Consumer<String> onGivenUp) {
        var engine = new LibtorrentEngine(settings, store, listener, onGivenUp);
        engine.pump.start();
        engine.network.filters().ranges(settings.session().network().blockedRanges());
        return engine;
    }

    @Override
    public Torrent add(StoredTorrent stored) {
        return adder.add(stored);
    }

    /// Adds a torrent as it was in another session.
    ///
    /// @param holds reasons of those that it is stored with
    /// @param share what it may take of its category's rates
    public Torrent restore(StoredTorrent stored, Map<Hold, String> holds, RateLimits share) {
        return adder.restore(stored, holds, share);
    }

    @Override
    public Torrent addFailed(StoredTorrent stored, String reason) {
        return adder.addFailed(stored, reason);
    }

    @Override
    public Torrent resume(InfoHash infoHash) {
        var torrent = registry.find(infoHash);
        return torrent != null && torrent.notStarted() != null
                ? adder.tryAgain(torrent)
                : torrentCommands.resume(infoHash);
    }

    @Override
    public Torrent hold(InfoHash infoHash, Hold hold, String reason) {
        return hold.keepsFilesAlone()
                ? parking.hold(infoHash, hold, reason)
                : torrentCommands.hold(infoHash, hold, reason);
    }

    @Override
    public Torrent release(InfoHash infoHash, Set<Hold> holds) {
        return torrentCommands.release(infoHash, holds);
    }

    @Override
    public Torrent configure(InfoHash infoHash, TorrentOptions options) {
        return torrentCommands.configure(infoHash, options);
    }

    @Override
    public void cap(Map<InfoHash, RateLimits> shares) {
        torrentCommands.cap(shares);
    }

    @Override
    public void limit(RateLimits rates) {
        tuning.limit(rates);
    }

    @Override
    public Torrent command(InfoHash infoHash, TorrentCommand command) {
        return torrentCommands.command(infoHash, command);
    }

    @Override
    public FileControl files() {
        return files;
    }

    @Override
    public StorageControl storage() {
        return storage;
    }

    @Override
    public void apply(SessionSettings others) {
        tuning.apply(others);
    }

    @Override
    public List<RunningSetting> running(SessionSettings wanted) {
        return tuning.running(wanted);
    }

    @Override
    public SwarmControl swarm() {
        return swarm;
    }

    @Override
    public NetworkControl network() {
        return network;
    }

    @Override
    public void remove(InfoHash infoHash) {
        var removed = commands.call("remove", () -> {
            var torrent = registry.get(infoHash);
            if (torrent.isParked()) {
                torrent.removed.complete(null);
            } else {
                rawSession.remove_torrent(TorrentCommands.validHandle(torrent, infoHash));
            }
            torrent.isBeingRemoved = true;
            return torrent;
        });
        commands.await("remove", removed.removed);
        registry.unregister(removed);
        pump.execute(() -> life.forget(removed));
    }

    @Override
    public List<Torrent> torrents() {
        return registry.snapshots();
    }

    @Override
    public @Nullable Torrent find(InfoHash infoHash) {
        var torrent = registry.find(infoHash);
        return torrent == null ? null : torrent.snapshot();
    }

    @Override
    public int listenPort() {
        return commands.call("listen port", rawSession::listen_port);
    }

    @Override
    public EngineHealth health() {
        var failure = pump.failure();
        if (failure != null) {
            return new EngineHealth(pump.isAlive() ? Condition.DEGRADED : Condition.DOWN, failure);
        }
        return new EngineHealth(Condition.UP, "disk I/O " + diskIo.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        if (!commands.stop()) {
            return;
        }
        var isQuiet = commands.awaitEnd();
        rawSession.pause();
        if (!pump.isAlive()) {
            // what is to be saved can still be saved
            pump = new AlertPump(rawSession, PumpWork.saving(alerts));
            pump.start();
        }
        var end = new SessionEnd(rawSession, pump, saver);
        end.save(schedule, registry.all());
        end.free(isQuiet);
    }

    private void onAlertThread(Runnable task) {
        pump.execute(task);
    }

    private void onSession(Consumer<session> task) {
        commands.call("filter addresses", () -> {
            task.accept(rawSession);
            return true;
        });
    }

    private void retry(List<SessionTorrent> failed) {
        commands.execute(() -> failed.forEach(torrentCommands::retry));
    }

    /// The caps of torrents beside their own limits; once closed.
    public Map<InfoHash, RateLimits> shares() {
        return registry.all()
                .stream()
                .collect(
                        Collectors.toMap(torrent -> torrent.snapshot().infoHash(), torrent -> torrent.share));
    }

    /// Asks for the state of every torrent, off the alert thread and once at a time: there may be thousands.
    private void resynchronise() {
        if (isResynchronising.compareAndSet(false, true)) {
            commands.execute(() -> {
                isResynchronising.set(false);
                registry.all().forEach(torrentCommands::resynchronise);
            });
        }
    }
}
