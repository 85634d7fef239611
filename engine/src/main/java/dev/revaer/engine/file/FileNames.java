package dev.revaer.engine.file;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.revaer.engine.EngineError.BadFileName;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentFile;
import org.jspecify.annotations.Nullable;

/// What a torrent's files may be called: a file that has no folder stays without, all others share one top folder, no
/// two are called the same, and none leaves the download directory.
public final class FileNames {
    private static final int LONGEST_PATH_BYTES = 4_000;
    private static final int LONGEST_PART_BYTES = 255;
    private static final int MOST_PARTS = 100;
    /// libtorrent keeps pieces of unwanted files in a file of such a name.
    private static final Pattern PART_FILE = Pattern.compile("\\.[0-9a-f]{40}\\.parts");

    private FileNames() {}

    /// Where each file lies under these names.
    ///
    /// @param names paths by file index
    public static List<TorrentFile> placed(List<TorrentFile> files, Map<Integer, String> names) {
        if (names.isEmpty()) {
            return files;
        }
        return files.stream().map(file -> {
            var path = names.get(file.index());
            return path == null ? file : new TorrentFile(file.index(), path, file.sizeBytes());
        }).toList();
    }

    /// The names with a file called otherwise.
    ///
    /// @param files as the metainfo has them
    /// @throws EngineException with [BadFileName] if there is no such file
    public static Map<Integer, String> withFile(
            List<TorrentFile> files,
            Map<Integer, String> names,
            int index,
            String path) {
        var original = files.stream()
                .filter(file -> file.index() == index)
                .findFirst()
                .orElseThrow(() -> bad(String.valueOf(index), "no file has this index"));
        var changed = new TreeMap<>(names);
        put(changed, original, path);
        return changed;
    }

    /// The names with all files below a folder moved below another.
    ///
    /// @param files as the metainfo has them
    /// @throws EngineException with [BadFileName] if the folder holds none of them
    public static Map<Integer, String> withFolder(
            List<TorrentFile> files,
            Map<Integer, String> names,
            String folder,
            String to) {
        var changed = new TreeMap<>(names);
        var prefix = folder + "/";
        for (var file : files) {
            var path = names.getOrDefault(file.index(), file.path());
            if (path.startsWith(prefix)) {
                put(changed, file, to + "/" + path.substring(prefix.length()));
            }
        }
        if (changed.equals(names) && !folder.equals(to)) {
            throw bad(folder, "no file lies in this folder");
        }
        return changed;
    }

    private static void put(Map<Integer, String> names, TorrentFile original, String path) {
        if (path.equals(original.path())) {
            names.remove(original.index());
        } else {
            names.put(original.index(), path);
        }
    }

    /// Looks whether the files may be called so.
    ///
    /// @param files as the metainfo has them
    /// @throws EngineException with [BadFileName]
    public static void check(List<TorrentFile> files, Map<Integer, String> names) {
        var known = new HashSet<Integer>();
        var taken = new HashMap<String, TorrentFile>();
        var folders = new HashSet<String>();
        String top = null;
        for (var file : files) {
            known.add(file.index());
            var path = names.get(file.index());
            if (path != null) {
                checkForm(path);
                checkDepth(file, path);
            } else {
                path = file.path();
            }
            if (taken.put(path, file) != null) {
                throw bad(path, "two files would be called so");
            }
            addFolders(folders, path);
            top = sharedTop(top, path);
        }
        for (var path : taken.keySet()) {
            if (folders.contains(path)) {
                throw bad(path, "a file and a folder would be called so");
            }
        }
        for (var index : names.keySet()) {
            if (!known.contains(index)) {
                throw bad(String.valueOf(index), "no file has this index");
            }
        }
    }

    private static void checkForm(String path) {
        var parts = path.split("/", -1);
        if (parts.length > MOST_PARTS || bytes(path) > LONGEST_PATH_BYTES) {
            throw bad(path, "too long");
        }
        for (var part : parts) {
            if (part.isBlank() || part.equals(".") || part.equals("..")) {
                throw bad(path, "has an empty part, '.' or '..'");
            }
            if (bytes(part) > LONGEST_PART_BYTES) {
                throw bad(path, "has a part of more than " + LONGEST_PART_BYTES + " bytes");
            }
            if (PART_FILE.matcher(part.toLowerCase(Locale.ROOT)).matches()) {
                throw bad(path, "is a name that the engine needs");
            }
        }
        if (path.chars().anyMatch(unit -> Character.isISOControl(unit) || unit == '\\')) {
            throw bad(path, "has a control character or '\\'");
        }
        if (path.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            throw bad(path, "holds an emoji or another character beyond U+FFFF");
        }
    }

    private static void checkDepth(TorrentFile original, String path) {
        var hadFolder = original.path().indexOf('/') >= 0;
        var hasFolder = path.indexOf('/') >= 0;
        if (hadFolder != hasFolder) {
            throw bad(
                    path,
                    hadFolder
                            ? "leaves the torrent's folder"
                            : "the only file of a torrent without a folder cannot be put into one");
        }
    }

    private static void addFolders(Set<String> folders, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
    }

    private static String sharedTop(@Nullable String top, String path) {
        var slash = path.indexOf('/');
        var own = slash < 0 ? path : path.substring(0, slash);
        if (top != null && !top.equals(own)) {
            throw bad(path, "leaves the torrent's folder: rename the folder instead");
        }
        return own;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static EngineException bad(String path, String reason) {
        return new EngineException(new BadFileName(path, reason));
    }
}
