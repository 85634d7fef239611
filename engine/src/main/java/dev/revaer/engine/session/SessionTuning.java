package dev.revaer.engine.session;

import java.util.List;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.RunningSetting;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.session.network.SessionNetwork;
import dev.revaer.engine.session.pack.SettingsPack;
import dev.revaer.engine.session.pack.SettingsReadback;
import dev.revaer.engine.session.pump.CommandThread;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.session;
import org.libtorrent4j.swig.settings_pack;

/// Changes settings of the running session.
final class SessionTuning {
    private final session rawSession;
    private final CommandThread commands;
    private final SessionNetwork network;
    private final TorrentDefaults defaults;
    private final Pace pace;
    private final String userAgent;
    private final boolean loopbackOnly;
    /// What [#limit] last said; null before. Belongs to the command thread.
    private @Nullable RateLimits limited;

    SessionTuning(
            session rawSession,
            CommandThread commands,
            SessionNetwork network,
            TorrentDefaults defaults,
            Pace pace,
            EngineSettings started) {
        this.rawSession = rawSession;
        this.commands = commands;
        this.network = network;
        this.defaults = defaults;
        this.pace = pace;
        this.userAgent = started.userAgent();
        this.loopbackOnly = started.loopbackOnly();
    }

    /// Rates stay as [#limit] last said.
    void apply(SessionSettings others) {
        network.change(others.network(), () -> commands.call("apply settings", () -> {
            var wanted = limited == null ? others : others.with(limited);
            pace.capped(wanted.rates());
            tell(SettingsPack.of(wanted, userAgent, loopbackOnly));
            defaults.set(others);
            return true;
        }));
    }

    List<RunningSetting> running(SessionSettings wanted) {
        return commands.call("read settings", () -> {
            var asWanted = SettingsPack.of(wanted, userAgent, false);
            var told = SettingsPack
                    .of(limited == null ? wanted : wanted.with(limited), userAgent, loopbackOnly);
            var running = rawSession.get_settings();
            try {
                return SettingsReadback.compare(asWanted, told, running);
            } finally {
                asWanted.delete();
                told.delete();
                running.delete();
            }
        });
    }

    void limit(RateLimits rates) {
        commands.call("limit", () -> {
            limited = rates;
            pace.capped(rates);
            tell(SettingsPack.of(rates));
            return true;
        });
    }

    private void tell(settings_pack pack) {
        rawSession.apply_settings(pack);
        pack.delete();
    }
}
