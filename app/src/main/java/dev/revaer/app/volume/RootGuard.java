package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.RootAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether the volumes that downloads lie on are there: each holds a sentinel file, and an empty mount point does
/// not.
///
/// Roots are the directory of all downloads and, where another volume is mounted below it, the top of that volume.
public final class RootGuard {
    private static final Logger LOG = LoggerFactory.getLogger(RootGuard.class);

    private final Path top;
    private final RootTable table;
    private final Map<Path, String> roots = new ConcurrentHashMap<>();
    private volatile Set<Path> lost = Set.of();

    /// @param top the directory that all downloads lie in or below
    public RootGuard(Path top, RootTable table) {
        this.top = top;
        this.table = table;
    }

    /// Reads which roots there are, and marks those that are used for the first time or by no torrent. One that has lost
    /// its sentinel while torrents lie in it stays as it is.
    public void open() {
        roots.putAll(table.all());
        var used = table.downloadDirs();
        for (var root : List.copyOf(roots.keySet())) {
            if (used.stream().noneMatch(directory -> root.equals(rootOf(directory)))) {
                mark(root);
            }
        }
        if (!roots.containsKey(top) && used.isEmpty()) {
            mark(top);
        }
        look();
        for (var directory : used) {
            if (!isLost(directory)) {
                adopt(directory);
            }
        }
        look();
    }

    /// Looks at all sentinels anew.
    ///
    /// @return roots that are not there
    public Set<Path> look() {
        if (!roots.containsKey(top) && hasContent(top)) {
            mark(top);
        }
        var now = roots.entrySet()
                .stream()
                .filter(root -> !root.getValue().equals(Sentinel.read(root.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        if (!roots.containsKey(top)) {
            now = Stream.concat(now.stream(), Stream.of(top)).collect(Collectors.toUnmodifiableSet());
        }
        var before = lost;
        lost = now;
        now.stream()
                .filter(root -> !before.contains(root))
                .forEach(root -> LOG.atWarn().addKeyValue("root", root).log("a volume is not there"));
        before.stream()
                .filter(root -> !lost.contains(root))
                .forEach(root -> LOG.atInfo().addKeyValue("root", root).log("a volume is back"));
        return now;
    }

    /// Whether the volume of a directory was not there when it was last looked.
    public boolean isLost(Path directory) {
        return !lost.isEmpty() && lost.contains(rootOf(directory));
    }

    /// Looks now whether the volume of a directory is there.
    ///
    /// @throws ApiException with [RootAway]
    public void require(Path directory) {
        look();
        if (isLost(directory)) {
            throw new ApiException(new RootAway(rootOf(directory)));
        }
    }

    /// The same for a directory that will hold a torrent; a volume that is used for the first time is marked.
    ///
    /// @throws ApiException with [RootAway]
    public void admit(Path directory) {
        require(directory);
        adopt(directory);
    }

    /// Every root there is.
    public Set<Path> all() {
        return Set.copyOf(roots.keySet());
    }

    Path rootOf(Path directory) {
        return roots.keySet()
                .stream()
                .filter(directory::startsWith)
                .max(Comparator.comparingInt(Path::getNameCount))
                .orElse(top);
    }

    /// Marks the top of the volume that a directory will lie on, or the highest directory there that can be written.
    private void adopt(Path directory) {
        var mount = mountOf(directory);
        if (mount == null || mount.equals(rootOf(directory))) {
            return;
        }
        for (var candidate = mount; candidate != null; candidate = next(candidate, directory)) {
            if (Files.isWritable(candidate)) {
                mark(candidate);
                return;
            }
        }
    }

    private static @Nullable Path next(Path above, Path directory) {
        var below = above
                .resolve(directory.getName(Math.min(above.getNameCount(), directory.getNameCount() - 1)));
        return above.equals(directory) || !Files.isDirectory(below) ? null : below;
    }

    /// The highest directory at or below the top on the same volume as this one; null if that cannot be told.
    private @Nullable Path mountOf(Path directory) {
        try {
            var mount = Devices.existing(directory);
            while (mount.startsWith(top) && !mount.equals(top)
                    && Devices.number(mount.resolveSibling("")) == Devices.number(mount)) {
                mount = mount.resolveSibling("");
            }
            return mount.startsWith(top) ? mount : null;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("its volume cannot be told");
            return null;
        }
    }

    private void mark(Path root) {
        try {
            var found = Sentinel.read(root);
            var id = found != null ? found : UUID.randomUUID().toString();
            if (found == null) {
                Sentinel.write(root, id);
            }
            if (!id.equals(roots.get(root))) {
                Store.run(() -> table.put(root, id));
                roots.put(root, id);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("root", root).setCause(e).log("a volume cannot be marked");
        }
    }

    private static boolean hasContent(Path directory) {
        try (var entries = Files.newDirectoryStream(directory)) {
            return entries.iterator().hasNext();
        } catch (IOException _) {
            return false;
        }
    }
}
