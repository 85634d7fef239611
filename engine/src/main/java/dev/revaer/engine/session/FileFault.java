package dev.revaer.engine.session;

import org.libtorrent4j.swig.error_code;

/// Says what is wrong with files.
final class FileFault {
    /// `EFAULT`: all that a write through memory can say of a volume that is full.
    private static final int BAD_ADDRESS = 14;

    private FileFault() {}

    static String reason(error_code error) {
        return isUnnamed(error)
                ? "No space left on its volume, or the volume fails (" + error.message() + ")"
                : error.message();
    }

    /// Whether the error alone says nothing to people.
    static boolean isUnnamed(error_code error) {
        return error.value() == BAD_ADDRESS;
    }
}
