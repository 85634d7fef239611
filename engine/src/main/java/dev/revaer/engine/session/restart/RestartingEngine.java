package dev.revaer.engine.session.restart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.revaer.engine.EngineHealth;
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
import dev.revaer.engine.session.LibtorrentEngine;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.volume.StorageControl;
import org.jspecify.annotations.Nullable;

/// A session that is opened again, a bounded number of times, when it fails. Meanwhile commands are refused with
/// [dev.revaer.engine.EngineError.Restarting], and the torrents can be read as they were last.
public final class RestartingEngine implements TorrentEngine {
    private final SessionSupervisor session;
    private final SwarmControl swarm;
    private final FileControl files;
    private final StorageControl storage;

    private RestartingEngine(SessionSupervisor session) {
        this.session = session;
        this.swarm = new SteadySwarm(session::taking);
        this.files = new SteadyFiles(session::taking);
        this.storage = new SteadyStorage(session::taking);
    }

    /// Opens the session and begins to read its alerts.
    ///
    /// @param store keeps resume data
    /// @param listener hears what happens, on the alert thread
    /// @param kept all torrents that are to run, read when a session is opened again
    public static RestartingEngine start(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            Supplier<List<StoredTorrent>> kept) {
        return start(settings, store, listener, kept, RestartLimits.USUAL);
    }

    static RestartingEngine start(
            EngineSettings settings,
            ResumeStore store,
            EngineListener listener,
            Supplier<List<StoredTorrent>> kept,
            RestartLimits limits) {
        return new RestartingEngine(new SessionSupervisor(settings, store, listener, kept, limits));
    }

    @Override
    public Torrent add(StoredTorrent torrent) {
        return session.call(null, engine -> engine.add(torrent));
    }

    @Override
    public Torrent addFailed(StoredTorrent torrent, String reason) {
        return session.call(null, engine -> engine.addFailed(torrent, reason));
    }

    @Override
    public Torrent resume(InfoHash infoHash) {
        return session.call(infoHash, engine -> engine.resume(infoHash));
    }

    @Override
    public Torrent hold(InfoHash infoHash, Hold hold, String reason) {
        return session.call(infoHash, engine -> engine.hold(infoHash, hold, reason));
    }

    @Override
    public Torrent release(InfoHash infoHash, Set<Hold> holds) {
        return session.call(infoHash, engine -> engine.release(infoHash, holds));
    }

    @Override
    public Torrent configure(InfoHash infoHash, TorrentOptions options) {
        return session.call(infoHash, engine -> engine.configure(infoHash, options));
    }

    @Override
    public void cap(Map<InfoHash, RateLimits> shares) {
        run(engine -> engine.cap(shares));
    }

    @Override
    public Torrent command(InfoHash infoHash, TorrentCommand command) {
        return session.call(null, engine -> engine.command(infoHash, command));
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
    public SwarmControl swarm() {
        return swarm;
    }

    @Override
    public NetworkControl network() {
        return session.network();
    }

    @Override
    public void remove(InfoHash infoHash) {
        run(engine -> engine.remove(infoHash));
    }

    @Override
    public List<Torrent> torrents() {
        return session.current().torrents();
    }

    @Override
    public @Nullable Torrent find(InfoHash infoHash) {
        return session.current().find(infoHash);
    }

    @Override
    public int listenPort() {
        return session.call(null, LibtorrentEngine::listenPort);
    }

    @Override
    public void apply(SessionSettings settings) {
        session.apply(settings);
    }

    @Override
    public List<RunningSetting> running(SessionSettings wanted) {
        return session.call(null, engine -> engine.running(wanted));
    }

    @Override
    public void limit(RateLimits rates) {
        session.limit(rates);
    }

    @Override
    public EngineHealth health() {
        return session.health();
    }

    @Override
    public void close() {
        session.close();
    }

    private void run(Consumer<LibtorrentEngine> command) {
        session.call(null, engine -> {
            command.accept(engine);
            return true;
        });
    }
}
