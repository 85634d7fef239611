package dev.revaer.cli.takeover.torrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.cli.takeover.bencode.UnreadableException;
import org.jspecify.annotations.Nullable;

/// What a torrent's files are called, where another client says so.
///
/// @param folder to be put behind the directory, with a slash before it; empty for none
/// @param renamed what they are to be called, by file index, where the metainfo says otherwise
/// @param onDisk what they are called by now, by file index, empty for as in the metainfo; null if all are
public record Naming(String folder, Map<Integer, String> renamed, @Nullable List<String> onDisk) {
    /// Of a torrent whose files are not known.
    public static final Naming NONE = new Naming("", Map.of(), null);

    public Naming {
        renamed = Collections.unmodifiableMap(new TreeMap<>(renamed));
        onDisk = onDisk == null ? null : List.copyOf(onDisk);
    }

    /// Takes the names over: files without a folder stay so, all others share one, as they do in Revaer.
    ///
    /// @param names by file index, empty for as in the metainfo; too few or none are well
    /// @param suffix of files that are not complete, which they are to lose
    /// @throws UnreadableException if the files lie as Revaer cannot have them
    public static Naming of(Layout layout, List<String> names, String suffix) throws UnreadableException {
        var renamed = new TreeMap<Integer, String>();
        var onDisk = new ArrayList<String>();
        String folder = null;
        for (int i = 0; i < layout.files().size(); i++) {
            var file = layout.files().get(i);
            var given = i < names.size() ? names.get(i) : "";
            if (file.isPad() || given.isEmpty() || given.equals(file.path())) {
                onDisk.add("");
                given = file.path();
            } else {
                requireInside(given);
                onDisk.add(given);
            }
            if (!file.isPad()) {
                var wanted = given.endsWith(suffix) && !file.path().endsWith(suffix)
                        ? given.substring(0, given.length() - suffix.length())
                        : given;
                int slash = layout.isSingle() ? wanted.lastIndexOf('/') : wanted.indexOf('/');
                folder = shared(layout, folder, slash < 0 ? "" : wanted.substring(0, slash));
                var kept = layout.isSingle() ? wanted.substring(slash + 1) : wanted;
                if (!kept.equals(file.path())) {
                    renamed.put(i, kept);
                }
            }
        }
        var above = layout.isSingle() && folder != null && !folder.isEmpty() ? "/" + folder : "";
        if (onDisk.stream().allMatch(String::isEmpty)) {
            return new Naming("", renamed, null);
        }
        return new Naming(above, renamed, above.isEmpty() ? onDisk : below(onDisk, above.length()));
    }

    private static String shared(Layout layout, @Nullable String before, String folder)
            throws UnreadableException {
        if (!layout.isSingle() && (folder.isEmpty() || (before != null && !before.equals(folder)))) {
            throw new UnreadableException(
                    "its files lie in no folder of their own, which those of a torrent with several do in Revaer");
        }
        return folder;
    }

    private static List<String> below(List<String> names, int length) {
        return names.stream().map(name -> name.isEmpty() ? name : name.substring(length)).toList();
    }

    private static void requireInside(String path) throws UnreadableException {
        if (path.indexOf('\0') >= 0 || path.startsWith("/")
                || Arrays.stream(path.split("/", -1))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            throw new UnreadableException("one of its files is called '" + path + "', outside its directory");
        }
    }
}
