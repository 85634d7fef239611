package dev.revaer.engine.session.metainfo;

import java.util.Map;
import java.util.TreeMap;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import org.libtorrent4j.swig.torrent_info;

/// What a torrent and its files are called where their own names cannot be: libtorrent4j garbles characters beyond
/// U+FFFF both ways (JNI's modified UTF-8), so each of them becomes `_`.
///
/// libtorrent's own parser does all the rest, as for any torrent: it reads the metainfo with these characters replaced
/// and keeps apart files that are called the same by then.
///
/// @param paths by file index, pad files left out
record SafeNames(String name, Map<Integer, String> paths) {
    SafeNames {
        paths = Map.copyOf(paths);
    }

    /// @param original the metainfo as it is
    /// @param replaced the same with its names rewritten
    /// @throws EngineException with [UnreadableMetainfo] if they are not the same files
    static SafeNames of(torrent_info original, torrent_info replaced) {
        var expected = original.files();
        var files = replaced.files();
        if (expected.num_files() != files.num_files()) {
            throw unreadable();
        }
        var paths = new TreeMap<Integer, String>();
        for (int index = 0; index < files.num_files(); index++) {
            var isSame = expected.file_size(index) == files.file_size(index)
                    && expected.pad_file_at(index) == files.pad_file_at(index);
            if (!isSame) {
                throw unreadable();
            }
            if (!files.pad_file_at(index)) {
                paths.put(index, files.file_path(index));
            }
        }
        return new SafeNames(replaced.name(), paths);
    }

    private static EngineException unreadable() {
        return new EngineException(
                new UnreadableMetainfo("its names cannot be read: they hold characters beyond U+FFFF"));
    }
}
