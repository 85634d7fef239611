package dev.revaer.engine.session;

import dev.revaer.engine.RawSettings;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.settings_pack;

/// Puts [RawSettings] into libtorrent's terms.
final class RawPack {
    private RawPack() {}

    /// Sets all that can be set: those that are not named as libtorrent has them by itself.
    static void put(settings_pack pack, RawSettings raw) {
        var usual = libtorrent.default_settings();
        var names = RawSettings.types();
        SettingType.NUMBER.in(usual).forEach(setting -> {
            var name = SettingType.NUMBER.name(setting);
            if (names.containsKey(name)) {
                pack.set_int(
                        setting,
                        raw.values().get(name) instanceof Integer number ? number : usual.get_int(setting));
            }
        });
        SettingType.FLAG.in(usual).forEach(setting -> {
            var name = SettingType.FLAG.name(setting);
            if (names.containsKey(name)) {
                pack.set_bool(
                        setting,
                        raw.values().get(name) instanceof Boolean flag ? flag : usual.get_bool(setting));
            }
        });
        usual.delete();
    }
}
