package dev.revaer.fsops.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collapses directories that hold nothing but one directory: `A/B/file` becomes `A/file`, and at the top, where the
/// published directory itself is the outer one, `file`.
final class Flattening {
    private Flattening() {}

    static List<PlannedFile> of(List<PlannedFile> files) {
        var root = new Directory();
        for (var file : files) {
            root.add(file.to());
        }
        var renamed = new HashMap<String, String>();
        root.collect("", "", renamed);
        var flattened = new ArrayList<PlannedFile>();
        for (var file : files) {
            var slash = file.to().lastIndexOf('/');
            var directory = renamed.getOrDefault(slash < 0 ? "" : file.to().substring(0, slash), "");
            var to = join(directory, file.to().substring(slash + 1));
            flattened.add(new PlannedFile(file.origin(), file.from(), to, file.sizeBytes()));
        }
        return flattened;
    }

    private static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static final class Directory {
        private final Map<String, Directory> children = new TreeMap<>();
        private boolean hasFiles;

        void add(String path) {
            var directory = this;
            var parts = path.split("/", -1);
            for (var i = 0; i < parts.length - 1; i++) {
                directory = directory.children.computeIfAbsent(parts[i], _ -> new Directory());
            }
            directory.hasFiles = true;
        }

        /// Maps each directory's path to the one it gets.
        void collect(String path, String renamedPath, Map<String, String> renamed) {
            renamed.put(path, renamedPath);
            if (!hasFiles && children.size() == 1) {
                children.forEach((name, child) -> child.collect(join(path, name), renamedPath, renamed));
                return;
            }
            children.forEach(
                    (name, child) -> child.collect(join(path, name), join(renamedPath, name), renamed));
        }
    }
}
