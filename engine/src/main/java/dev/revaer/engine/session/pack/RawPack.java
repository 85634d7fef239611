package dev.revaer.engine.session.pack;

import java.util.Map;
import java.util.Objects;

import dev.revaer.engine.RawSettings;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.settings_pack;

/// Puts [RawSettings] into libtorrent's terms.
final class RawPack {
    private static final Map<String, Integer> NUMBERS = SettingType.NUMBER.all();
    private static final Map<String, Integer> FLAGS = SettingType.FLAG.all();

    private RawPack() {}

    /// Sets all that can be set: those that are not named as libtorrent has them by itself.
    static void put(settings_pack pack, RawSettings raw) {
        var usual = libtorrent.default_settings();
        RawSettings.types().forEach((name, type) -> {
            var value = raw.values().get(name);
            if (type.equals(Integer.class)) {
                var setting = Objects.requireNonNull(NUMBERS.get(name), name);
                pack.set_int(
                        setting,
                        value instanceof Number number ? number.intValue() : usual.get_int(setting));
            } else {
                var setting = Objects.requireNonNull(FLAGS.get(name), name);
                pack.set_bool(setting, value instanceof Boolean flag ? flag : usual.get_bool(setting));
            }
        });
        usual.delete();
    }
}
