package dev.revaer.app.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData.AltSpeedChanged;
import dev.revaer.engine.limit.AlternativeLimits.Mode;
import dev.revaer.engine.limit.LimitSettings;
import dev.revaer.engine.limit.RateLimits;
import org.jspecify.annotations.Nullable;

/// Has the session run by the caps that are due: the usual ones, or the alternative ones when their schedule or a user
/// says so. Looks at the clock every second, so that a clock that is set, a machine that slept and a time zone that
/// changes need no care.
public final class LimitKeeper implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TorrentEngine engine;
    private final EventBus bus;
    private final AuditTable audit;
    private final InstantSource clock;
    private final Keeper keeper;
    private LimitSettings settings = LimitSettings.USUAL;
    private @Nullable RateLimits applied;
    private boolean isAlternative;

    public LimitKeeper(TorrentEngine engine, EventBus bus, AuditTable audit, InstantSource clock) {
        this.engine = engine;
        this.bus = bus;
        this.audit = audit;
        this.clock = clock;
        this.keeper = Keeper.start("limits", INTERVAL, this::round);
    }

    /// Goes by other settings; returns once libtorrent has the caps that are due.
    public synchronized void settingsChanged(LimitSettings changed) {
        settings = changed;
        round();
    }

    @Override
    public void close() {
        keeper.close();
    }

    private synchronized void round() {
        var now = clock.instant();
        var due = settings.ratesAt(now);
        if (!due.equals(applied)) {
            engine.limit(due);
            applied = due;
        }
        var holds = settings.alternative().hold(now);
        if (holds != isAlternative) {
            isAlternative = holds;
            tell(holds, due);
        }
    }

    private void tell(boolean holds, RateLimits due) {
        var cause = settings.alternative().mode() == Mode.SCHEDULE ? "schedule" : "manual";
        bus.publish(
                Event.of(new AltSpeedChanged(holds, cause)),
                () -> audit.insert(
                        AuditTable.SYSTEM,
                        "limits.alternative",
                        null,
                        Map.of("on", holds, "cause", cause, "limits", due)));
    }
}
