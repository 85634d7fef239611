package dev.revaer.engine.session.pack;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.libtorrent4j.swig.settings_pack;
import org.libtorrent4j.swig.settings_pack.bool_types;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.settings_pack.string_types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The types of libtorrent's settings, whose numbers are a type and an index.
enum SettingType {
    TEXT(0x0000), NUMBER(0x4000), FLAG(0x8000);

    private static final Logger LOG = LoggerFactory.getLogger(SettingType.class);
    private static final int MOST_OF_A_TYPE = 0x100;

    private final int base;

    SettingType(int base) {
        this.base = base;
    }

    /// The settings that a pack says something of.
    IntStream in(settings_pack pack) {
        return IntStream.range(base, base + MOST_OF_A_TYPE).filter(pack::has_val);
    }

    /// All settings of the type, by name.
    Map<String, Integer> all() {
        var all = new HashMap<String, Integer>();
        for (int setting = base; setting < base + MOST_OF_A_TYPE; setting++) {
            try {
                all.put(name(setting), setting);
            } catch (IllegalArgumentException e) {
                LOG.trace("libtorrent has given up the number {}", setting, e);
            }
        }
        return all;
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
