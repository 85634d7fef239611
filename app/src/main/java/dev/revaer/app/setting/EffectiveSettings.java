package dev.revaer.app.setting;

import java.util.List;

import dev.revaer.api.setting.SettingsControl.Effective;
import dev.revaer.api.setting.SettingsControl.EffectiveItem;
import dev.revaer.engine.RunningSetting;
import dev.revaer.engine.TorrentEngine;
import org.jspecify.annotations.Nullable;

/// What the session really runs with, and why that is not what the settings say.
public final class EffectiveSettings {
    private final TorrentEngine engine;
    private final boolean loopbackOnly;

    public EffectiveSettings(TorrentEngine engine, boolean loopbackOnly) {
        this.engine = engine;
        this.loopbackOnly = loopbackOnly;
    }

    Effective of(LiveSettings.Known known) {
        var items = engine.running(known.settings().session())
                .stream()
                .map(
                        setting -> new EffectiveItem(
                                setting.name(),
                                setting.wanted(),
                                setting.running(),
                                why(setting)))
                .toList();
        return new Effective(known.revision(), items);
    }

    private @Nullable String why(RunningSetting setting) {
        if (setting.running().equals(setting.wanted())) {
            return null;
        }
        if (!setting.running().equals(setting.told())) {
            return "libtorrent was told " + setting.told() + " and took another value";
        }
        if (List.of("download_rate_limit", "upload_rate_limit").contains(setting.name())) {
            return "the alternative limits hold: /limits/alternative";
        }
        return loopbackOnly
                ? "started with --loopback-only: no packet leaves this machine"
                : "a change is on its way";
    }
}
