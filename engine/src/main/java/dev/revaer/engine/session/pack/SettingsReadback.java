package dev.revaer.engine.session.pack;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.RunningSetting;
import org.libtorrent4j.swig.settings_pack;

/// Compares what a session runs with to what it was told.
public final class SettingsReadback {
    private static final String MASK = "********";

    private SettingsReadback() {}

    /// Each setting of which libtorrent is told.
    public static List<RunningSetting> compare(
            settings_pack wanted,
            settings_pack told,
            settings_pack running) {
        var all = new ArrayList<RunningSetting>();
        for (var type : SettingType.values()) {
            type.in(told).forEach(setting -> all.add(compare(type, setting, wanted, told, running)));
        }
        return all;
    }

    private static RunningSetting compare(
            SettingType type,
            int setting,
            settings_pack wanted,
            settings_pack told,
            settings_pack running) {
        var name = type.name(setting);
        var isSecret = name.contains("password");
        var toldValue = type.read(told, setting);
        var wantedValue = wanted.has_val(setting) ? type.read(wanted, setting) : toldValue;
        return new RunningSetting(
                name,
                shown(wantedValue, isSecret),
                shown(toldValue, isSecret),
                shown(type.read(running, setting), isSecret));
    }

    private static String shown(String value, boolean isSecret) {
        return isSecret && !value.isEmpty() ? MASK : value;
    }
}
