package dev.revaer.fsops.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.external.ExternalToolUse;
import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.rule.FileRules;

/// The settings that shape a published tree, by name. Others only forbid (limits against bombs, the allow-list, copies) or
/// only look (verify).
///
/// @param shape values as text, by name
public record Policy(Map<String, String> shape) {
    /// To be raised when the same policy and content begin to give another tree.
    private static final String LAYOUT = "1";
    /// Under this name a record of version 1 has the SHA-256 of the few settings there were.
    private static final String VERSION_1 = "version1";
    private static final String NAME = "{name}";

    public Policy {
        shape = Collections.unmodifiableSortedMap(new TreeMap<>(shape));
    }

    public static Policy of(FsopsSettings settings, FinishedDownload download) {
        var shape = later(
                settings.rules(),
                settings.destination().of(download, NAME),
                settings.permissions(),
                settings.sha256Manifest(),
                settings.archives().externalTools());
        putIfSet(shape, "cleanupDrop", settings.cleanup().drop());
        putIfSet(shape, "cleanupKeep", settings.cleanup().keep());
        var umask = settings.permissions().umask();
        putIfSet(shape, "umask", umask == null ? List.of() : List.of(umask));
        shape.put("transfer", settings.transfer().name());
        shape.put("maxDepth", Integer.toString(settings.limits().maxDepth()));
        return new Policy(shape);
    }

    /// What came later is only named where it is used, so that earlier records stay as good as they were.
    private static void putIfSet(Map<String, String> shape, String name, List<String> values) {
        if (!values.isEmpty()) {
            shape.put(name, values.toString());
        }
    }

    static Policy ofVersion1(String sha256) {
        return new Policy(Map.of(VERSION_1, sha256));
    }

    /// Whether both give the same tree.
    ///
    /// @param current made of settings, not read
    public boolean isSameAs(Policy current) {
        var sha256 = shape.get(VERSION_1);
        return sha256 == null ? equals(current) : current.isOfVersion1(sha256);
    }

    /// What differs, in words: `transfer was HARDLINK and is COPY`.
    ///
    /// @param current made of settings, not read
    public String difference(Policy current) {
        if (shape.containsKey(VERSION_1)) {
            return "they are not those that an older version of Revaer wrote down";
        }
        var names = new TreeSet<>(current.shape.keySet());
        names.addAll(shape.keySet());
        names.removeIf(name -> Objects.equals(shape.get(name), current.shape.get(name)));
        return String.join(
                "; ",
                names.stream()
                        .map(name -> name + " was " + shape.get(name) + " and is " + current.shape.get(name))
                        .toList());
    }

    /// Version 1 knew two of the settings; the others had the values that are usual now.
    private boolean isOfVersion1(String sha256) {
        var others = new TreeMap<>(shape);
        var known = LAYOUT + "\n" + others.remove("transfer") + "\n" + others.remove("maxDepth");
        return Fingerprint.sha256(known).equals(sha256)
                && others
                        .equals(later(FileRules.ALL, NAME, Permissions.AS_MADE, false, ExternalToolUse.AUTO));
    }

    private static SortedMap<String, String> later(
            FileRules rules,
            String destination,
            Permissions permissions,
            boolean sha256Manifest,
            ExternalToolUse externalTools) {
        var shape = new TreeMap<String, String>();
        shape.put("layout", LAYOUT);
        shape.put("include", rules.include().toString());
        shape.put("exclude", rules.exclude().toString());
        shape.put("skipFluff", Boolean.toString(rules.skipFluff()));
        shape.put("destination", destination);
        shape.put("fileMode", Objects.toString(permissions.fileMode(), "as made"));
        shape.put("directoryMode", Objects.toString(permissions.directoryMode(), "as made"));
        shape.put("owner", Objects.toString(permissions.owner(), "as made"));
        shape.put("group", Objects.toString(permissions.group(), "as made"));
        shape.put("alsoSeeding", Boolean.toString(permissions.alsoSeeding()));
        shape.put("sha256Manifest", Boolean.toString(sha256Manifest));
        shape.put("externalTools", externalTools.name());
        return shape;
    }
}
