package dev.revaer.app.setting;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;

/// Settings that nobody may change over the API: JSON Pointers, each with all that is below it, `*` for any one member.
record ImmutableKeys(List<String> patterns) {
    /// Whether a change of the setting would change one of these.
    ///
    /// @param pointer of what changes; what is below it changes too
    boolean hold(String pointer) {
        var path = pointer.split("/", -1);
        return patterns.stream().anyMatch(pattern -> overlap(pattern.split("/", -1), path));
    }

    /// Refuses a change of any of these.
    ///
    /// @param changed pointers
    /// @throws ApiException with [Invalid] if one of them may not change
    void refuse(List<String> changed) {
        var faults = changed.stream()
                .filter(this::hold)
                .map(pointer -> new Fault(pointer, "cannot be changed: /app/immutableKeys names it"))
                .toList();
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
    }

    /// Refuses what would protect nothing, since no setting is called so.
    ///
    /// @param before may hold names of an older Revaer
    /// @throws ApiException with [Invalid] naming all of them
    static void requireKnown(List<String> before, List<String> after) {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < after.size(); i++) {
            if (!before.contains(after.get(i)) && !SettingsSchema.knows(after.get(i))) {
                faults.add(
                        new Fault(
                                "/app/immutableKeys/" + i,
                                "names no setting; all below a name is meant too: /engine/network"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
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
