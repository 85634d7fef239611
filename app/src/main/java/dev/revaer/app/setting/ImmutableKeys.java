package dev.revaer.app.setting;

import java.util.List;

/// Settings that nobody may change over the API: JSON Pointers, each with all that is below it, `*` for any one member.
record ImmutableKeys(List<String> patterns) {
    /// Whether a change of the setting would change one of these.
    ///
    /// @param pointer of what changes; what is below it changes too
    boolean hold(String pointer) {
        var path = pointer.split("/", -1);
        return patterns.stream().anyMatch(pattern -> overlap(pattern.split("/", -1), path));
    }

    private static boolean overlap(String[] pattern, String[] path) {
        for (int i = 1; i < Math.min(pattern.length, path.length); i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }
}
