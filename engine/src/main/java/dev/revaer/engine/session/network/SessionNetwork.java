package dev.revaer.engine.session.network;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.network.AddressRange;
import dev.revaer.engine.network.Blocklist;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.NetworkStatus;
import dev.revaer.engine.network.SessionCounter;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.session;

/// The session's network: what its alerts tell of it, and the filter of addresses.
public final class SessionNetwork implements NetworkControl {
    private final NetworkWatch watch;
    private final IpFilters filters;
    private final Executor alertThread;

    /// @param onSession gives the session to a short task, on a thread that may call it, and waits until it is done
    public SessionNetwork(
            EngineSettings settings,
            Consumer<Consumer<session>> onSession,
            Executor alertThread) {
        this.watch = new NetworkWatch(settings.session().network().listen(), settings.loopbackOnly());
        this.filters = new IpFilters(settings.loopbackOnly(), onSession);
        this.alertThread = alertThread;
    }

    /// What to do with each type of alert, on the alert thread.
    public Map<Integer, Consumer<alert>> handlers() {
        return watch.handlers();
    }

    public IpFilters filters() {
        return filters;
    }

    /// Follows a change of the settings.
    ///
    /// @param change tells libtorrent, and waits until it knows
    public synchronized void change(NetworkSettings others, Runnable change) {
        watch.expectChange();
        change.run();
        alertThread.execute(() -> watch.listenOn(others.listen()));
        filters.ranges(others.blockedRanges());
    }

    /// Whether the session should listen somewhere but cannot.
    public boolean cannotListen() {
        return watch.hasFailures();
    }

    @Override
    public List<SessionCounter> counters() {
        return watch.counters();
    }

    @Override
    public NetworkStatus status() {
        return watch.status();
    }

    @Override
    public void block(Blocklist blocklist) {
        filters.block(blocklist);
    }

    @Override
    public void ban(Collection<AddressRange> banned) {
        filters.ban(banned);
    }
}
