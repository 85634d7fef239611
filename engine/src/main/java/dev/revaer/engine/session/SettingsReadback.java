package dev.revaer.engine.session;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.engine.RunningSetting;
import org.libtorrent4j.swig.settings_pack;
import org.libtorrent4j.swig.settings_pack.bool_types;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.settings_pack.string_types;

/// Compares what a session runs with to what it was told. The numbers of libtorrent's settings are a type and an index.
final class SettingsReadback {
    private static final int MOST_OF_A_TYPE = 0x100;
    private static final String MASK = "********";

    private SettingsReadback() {}

    private enum Type {
        TEXT(0x0000), NUMBER(0x4000), FLAG(0x8000);

        private final int base;

        Type(int base) {
            this.base = base;
        }

        /// `name_for_setting` has the names of some settings swapped.
        String name(int setting) {
            return switch (this) {
                case TEXT -> string_types.swigToEnum(setting).toString();
                case NUMBER -> int_types.swigToEnum(setting).toString();
                case FLAG -> bool_types.swigToEnum(setting).toString();
            };
        }

        String read(settings_pack pack, int setting) {
            return switch (this) {
                case TEXT -> pack.get_str(setting);
                case NUMBER -> Integer.toString(pack.get_int(setting));
                case FLAG -> Boolean.toString(pack.get_bool(setting));
            };
        }
    }

    /// Each setting of which libtorrent is told.
    static List<RunningSetting> compare(settings_pack wanted, settings_pack told, settings_pack running) {
        var all = new ArrayList<RunningSetting>();
        for (var type : Type.values()) {
            for (int setting = type.base; setting < type.base + MOST_OF_A_TYPE; setting++) {
                if (told.has_val(setting)) {
                    all.add(compare(type, setting, wanted, told, running));
                }
            }
        }
        return all;
    }

    private static RunningSetting compare(
            Type type,
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
