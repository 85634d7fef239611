package dev.revaer.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.EngineHealth;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.Hold;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentCommand;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.file.FileControl;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.resume.ResumeStore;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.DiskIoChoice;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.network.SessionNetwork;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.volume.StorageControl;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A raw libtorrent session with an alert thread of its own.
public final class LibtorrentEngine implements TorrentEngine {
    private static final Logger LOG = LoggerFactory.getLogger(LibtorrentEngine.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration SAVE_LIMIT = Duration.ofSeconds(5);
    private static final Duration STORE_LIMIT = Duration.ofSeconds(2);

    private final EngineSettings settings;
    private final EngineListener listener;
    private final DiskIo diskIo;
    private final session rawSession;
    private final TorrentRegistry registry = new TorrentRegistry();
    private final AtomicLong lastNumber = new AtomicLong();
    private final ResumeSaver saver;
    private final TorrentLife life;
    private final AlertPump pump;
    private final CommandThread commands = new CommandThread(ANSWER_LIMIT);
    private final TorrentCommands torrentCommands;
    private final TorrentParking parking;
    private final StorageControl storage;
    /// Belongs to the command thread.
    private boolean pex;
    private final SwarmControl swarm;
    private final SessionNetwork network;
    private final FileWishes wishes;
    private final FileCommands files;
    /// What [#limit] last said; null before. Belongs to the command thread.
    private @Nullable RateLimits limited;

    private LibtorrentEngine(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            MetainfoReader metainfo) {
        this.settings = settings;
        this.pex = settings.session().network().pex() && !settings.loopbackOnly();
        this.listener = listener;
        this.diskIo = DiskIoChoice.resolve(settings.diskIo());
        this.rawSession = SessionFactory.open(settings, diskIo);
        this.saver = new ResumeSaver(store);
        this.wishes = new FileWishes(
                commands,
                listener,
                this::onAlertThread,
                new MagnetSwap(rawSession, () -> pex));
        this.files = new FileCommands(registry, commands);
        this.life = new TorrentLife(
                registry,
                metainfo,
                listener,
                saver,
                settings.resumeInterval(),
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
        this.parking = new TorrentParking(
                rawSession,
                registry,
                life,
                commands,
                torrentCommands,
                this::onAlertThread,
                lastNumber,
                wishes,
                () -> pex);
        this.storage = new SessionStorage(parking, this::add);
        var trackers = new TrackerWatch(registry, listener, commands, this::onAlertThread);
        var alerts = new AlertRouter(
                new AlertHandler(registry, life, listener, this::resynchronise).handlers(),
                trackers.handlers(),
                new PeerFaults(registry, listener, commands, this::onAlertThread).handlers(),
                network.handlers());
        this.swarm = new SessionSwarm(registry, commands);
        var heartbeat = new Heartbeat(rawSession, life, trackers, network, this::retry);
        this.pump = new AlertPump(rawSession, alerts::handle, heartbeat::tick);
    }

    /// Opens the session and begins to read its alerts.
    ///
    /// @param store keeps resume data
    /// @param listener hears what happens, on the alert thread
    public static LibtorrentEngine start(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener) {
        var engine = new LibtorrentEngine(
                settings,
                store,
                listener,
                new LibtorrentMetainfo(settings.nativeDir()));
        engine.pump.start();
        engine.network.filters().ranges(settings.session().network().blockedRanges());
        return engine;
    }

    @Override
    public Torrent add(StoredTorrent stored) {
        return TorrentParking.isFor(stored.holds()) ? parking.add(stored) : add(stored, false, null);
    }

    private Torrent add(StoredTorrent stored, boolean isTrusted, @Nullable String warning) {
        DownloadDir.make(stored.downloadDir());
        return commands.call("add", () -> {
            var number = lastNumber.incrementAndGet();
            var parameters = AddParameters.of(stored, number, pex, isTrusted);
            var torrent = new SessionTorrent(
                    number,
                    stored,
                    parameters.isPrivate(),
                    System.nanoTime() + settings.resumeInterval().toNanos());
            registry.register(torrent);
            var error = new error_code();
            var handle = rawSession.add_torrent(parameters.native_(), error);
            parameters.native_().delete();
            if (error.failed() || !handle.is_valid()) {
                registry.unregister(torrent);
                throw new EngineException(new UnreadableMetainfo(error.message()));
            }
            torrent.attach(handle);
            torrent.origin = parameters.kept(stored.options().sources());
            OptionsApplier.apply(torrent, handle, stored.options());
            pump.execute(() -> life.attached(torrent));
            wishes.added(torrent, parameters.files());
            var rejected = parameters.resumeRejected();
            tell(torrent, rejected == null ? warning : rejected + "; checking its files");
            return torrent.snapshot();
        });
    }

    @Override
    public Torrent resume(InfoHash infoHash) {
        return torrentCommands.resume(infoHash);
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
        commands.call("limit", () -> {
            limited = rates;
            var pack = SettingsPack.of(rates);
            rawSession.apply_settings(pack);
            pack.delete();
            return true;
        });
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
        network.change(others.network(), () -> commands.call("apply settings", () -> {
            var rates = limited;
            var pack = SettingsPack
                    .of(rates == null ? others : others.with(rates), settings.loopbackOnly());
            rawSession.apply_settings(pack);
            pack.delete();
            exchangePeers(others.network().pex() && !settings.loopbackOnly());
            return true;
        }));
    }

    /// libtorrent knows PEX per torrent only.
    private void exchangePeers(boolean on) {
        if (pex == on) {
            return;
        }
        pex = on;
        for (var torrent : registry.all()) {
            var handle = torrent.handle();
            if (handle != null && handle.is_valid()) {
                OptionsApplier.exchangePeers(handle, on);
            }
        }
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
            return torrent;
        });
        commands.await("remove", removed.removed);
        registry.unregister(removed);
        pump.execute(() -> life.forget(removed));
    }

    @Override
    public List<Torrent> torrents() {
        var all = registry.all();
        var torrents = new ArrayList<Torrent>(all.size());
        all.forEach(torrent -> torrents.add(torrent.snapshot()));
        return torrents;
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
        var detail = failure != null ? failure : "disk I/O " + diskIo.name().toLowerCase(Locale.ROOT);
        return new EngineHealth(failure == null, detail);
    }

    @Override
    public void close() {
        if (!commands.stop()) {
            return;
        }
        rawSession.pause();
        awaitSaved();
        saver.close(STORE_LIMIT);
        if (!pump.stop()) {
            LOG.warn("the alert thread does not end; the session is kept until the program ends");
            return;
        }
        var proxy = rawSession.abort();
        rawSession.delete();
        proxy.delete();
    }

    private void awaitSaved() {
        var saved = new CompletableFuture<Void>();
        pump.execute(() -> life.close(saved));
        try {
            saved.get(SAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("not all resume data was saved in time", e);
        }
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

    private void resynchronise() {
        commands.execute(() -> {
            for (var torrent : registry.all()) {
                var handle = torrent.handle();
                if (handle != null && handle.is_valid()) {
                    torrentCommands.look(torrent, handle, () -> life.expectNothing(torrent));
                } else if (handle != null) {
                    torrent.removed.complete(null);
                }
            }
        });
    }

    private void tell(SessionTorrent torrent, @Nullable String warning) {
        if (warning != null) {
            pump.execute(() -> listener.happened(torrent.snapshot(), new Failure(warning)));
        }
    }
}
