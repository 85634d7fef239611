package dev.revaer.fsops.select;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// The places already taken in a tree.
final class Places {
    private final Set<String> files = new HashSet<>();
    private final Set<String> directories = new HashSet<>();

    /// Takes the place, or the nearest free one: no file where a directory is, no directory where a file is.
    String take(String path) {
        var parts = path.split("/", -1);
        var place = "";
        for (var i = 0; i < parts.length - 1; i++) {
            place = free(place, parts[i], files::contains);
            directories.add(place);
        }
        place = free(
                place,
                parts[parts.length - 1],
                candidate -> files.contains(candidate) || directories.contains(candidate));
        files.add(place);
        return place;
    }

    private static String free(String directory, String name, Predicate<String> taken) {
        var prefix = directory.isEmpty() ? "" : directory + "/";
        for (var number = 1;; number++) {
            var candidate = prefix + (number == 1 ? name : LibraryName.numbered(name, number));
            if (!taken.test(candidate)) {
                return candidate;
            }
        }
    }
}
