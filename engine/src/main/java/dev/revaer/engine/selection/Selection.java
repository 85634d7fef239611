package dev.revaer.engine.selection;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.TorrentFile;

/// Which files of a torrent are wanted, said so that it can be said before the files are known.
///
/// A file is wanted if it matches an `include` glob (or there is none), no `exclude` glob, and is not fluff where that
/// is skipped; `priorities` by file index come last and win.
///
/// A glob is matched without regard to case. Without `/` it is matched with the file's name, else with the path as the
/// metainfo has it, with or without the torrent's own folder.
///
/// @param include globs
/// @param exclude globs
/// @param skipFluff whether samples, proofs, screenshots, `.nfo` and the like are left out
/// @param priorities by file index; that of a file which is not there says nothing
public record Selection(
        List<String> include,
        List<String> exclude,
        boolean skipFluff,
        Map<Integer, FilePriority> priorities) {
    public static final Selection ALL = new Selection(List.of(), List.of(), false, Map.of());

    /// Globs in either list.
    public static final int MOST_GLOBS = 100;
    /// Characters in a glob.
    public static final int LONGEST_GLOB = 500;

    private static final int MOST_PRIORITIES = 1_000_000;

    /// Checks the values.
    ///
    /// @throws BadValueException for too many or too long globs, or an index below 0
    public Selection {
        include = checked("include", include);
        exclude = checked("exclude", exclude);
        if (priorities.size() > MOST_PRIORITIES) {
            throw new BadValueException("priorities", "more than " + MOST_PRIORITIES);
        }
        priorities.keySet()
                .forEach(index -> BadValueException.check("priorities", index, 0, Integer.MAX_VALUE));
        priorities = Collections.unmodifiableSortedMap(new TreeMap<>(priorities));
    }

    /// Whether every file of any torrent is wanted as usual.
    public boolean isAll() {
        return equals(ALL);
    }

    /// How much each file is wanted, in the order given.
    public List<FilePriority> priorities(List<TorrentFile> files) {
        var included = include.stream().map(Glob::of).toList();
        var excluded = exclude.stream().map(Glob::of).toList();
        return files.stream().map(file -> {
            var said = priorities.get(file.index());
            if (said != null) {
                return said;
            }
            var path = file.path();
            var isWanted = (included.isEmpty() || included.stream().anyMatch(glob -> glob.matches(path)))
                    && excluded.stream().noneMatch(glob -> glob.matches(path))
                    && !(skipFluff && Fluff.is(path));
            return isWanted ? FilePriority.NORMAL : FilePriority.SKIP;
        }).toList();
    }

    /// Whether no file would be wanted.
    public boolean isNothingOf(List<TorrentFile> files) {
        return !files.isEmpty() && !isAll()
                && priorities(files).stream().allMatch(priority -> priority == FilePriority.SKIP);
    }

    private static List<String> checked(String field, List<String> globs) {
        if (globs.size() > MOST_GLOBS) {
            throw new BadValueException(field, "more than " + MOST_GLOBS + " globs");
        }
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).isBlank() || globs.get(i).length() > LONGEST_GLOB) {
                throw new BadValueException(
                        field + "/" + i,
                        "a glob has 1 to " + LONGEST_GLOB + " characters");
            }
            check(field + "/" + i, globs.get(i));
        }
        return List.copyOf(globs);
    }

    private static void check(String field, String glob) {
        try {
            Glob.of(glob);
        } catch (IllegalArgumentException e) {
            throw new BadValueException(field, "not a glob: " + e.getMessage());
        }
    }
}
