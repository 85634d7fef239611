package dev.revaer.fsops.rule;

import java.util.List;

import dev.revaer.fsops.BadSettingException;

/// Which files come into the library, be they downloaded or unpacked; archives are unpacked whatever these say, and what
/// comes out of them is looked at.
///
/// A file comes in if it matches an `include` glob (or there is none), no `exclude` glob, and is not fluff where that is
/// left out. A glob is matched without regard to case; without `/` with the file's name, else with the path in the
/// torrent, with or without the torrent's own folder. An unpacked file lies where its archive does.
///
/// @param include globs
/// @param exclude globs; they win
/// @param skipFluff whether samples, proofs, screenshots, `.nfo` and the like are left out
public record FileRules(List<String> include, List<String> exclude, boolean skipFluff) {
    public static final FileRules ALL = new FileRules(List.of(), List.of(), false);
    private static final int MOST_GLOBS = 100;
    private static final int LONGEST_GLOB = 500;

    /// Checks the values.
    ///
    /// @throws BadSettingException for too many or too long globs, or one that cannot be read
    public FileRules {
        include = checked("include", include);
        exclude = checked("exclude", exclude);
    }

    public boolean areNone() {
        return include.isEmpty() && exclude.isEmpty() && !skipFluff;
    }

    static List<String> checked(String field, List<String> globs) {
        if (globs.size() > MOST_GLOBS) {
            throw new BadSettingException(field, "must have at most " + MOST_GLOBS + " globs");
        }
        for (var i = 0; i < globs.size(); i++) {
            var glob = globs.get(i);
            if (glob.isBlank() || glob.length() > LONGEST_GLOB) {
                throw new BadSettingException(
                        field + "/" + i,
                        "must have 1 to " + LONGEST_GLOB + " characters");
            }
            check(field + "/" + i, glob);
        }
        return List.copyOf(globs);
    }

    private static void check(String field, String glob) {
        try {
            Glob.check(glob);
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(field, "is no glob: " + e.getMessage());
        }
    }
}
