package dev.revaer.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.revaer.engine.file.FileNames;
import dev.revaer.engine.limit.TorrentLimits;
import dev.revaer.engine.seeding.SeedGoals;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.swarm.SwarmSources;
import org.jspecify.annotations.Nullable;

/// What is wanted of one torrent, kept with it and applied again at each start.
///
/// @param category at most one, by name
/// @param renamedFiles new paths below the download directory, by file index
public record TorrentOptions(
        @Nullable String category,
        Set<String> tags,
        Selection selection,
        TorrentLimits limits,
        SeedGoals seedGoals,
        Set<TransferMode> modes,
        SwarmSources sources,
        Map<Integer, String> renamedFiles) {
    public static final TorrentOptions NONE = new TorrentOptions(
            null,
            Set.of(),
            Selection.ALL,
            TorrentLimits.NONE,
            SeedGoals.INHERITED,
            Set.of(),
            SwarmSources.OF_METAINFO,
            Map.of());

    public TorrentOptions {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        modes = Collections.unmodifiableSortedSet(new TreeSet<>(modes));
        renamedFiles = Collections.unmodifiableSortedMap(new TreeMap<>(renamedFiles));
    }

    /// What the torrent's file or folder is called: renamed files share their top folder with all others.
    ///
    /// @param name the torrent's own
    public String contentName(String name) {
        return renamedFiles.values()
                .stream()
                .findFirst()
                .map(path -> path.substring(0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/')))
                .orElse(name);
    }

    /// A torrent's files where they lie.
    ///
    /// @param files as the metainfo has them
    public List<TorrentFile> placed(List<TorrentFile> files) {
        return FileNames.placed(files, renamedFiles);
    }

    /// A torrent's files that are to be downloaded, where they lie.
    ///
    /// @param files as the metainfo has them
    public List<TorrentFile> wanted(List<TorrentFile> files) {
        if (selection.isNothingOf(files)) {
            return placed(files);
        }
        var priorities = selection.priorities(files);
        var wanted = new ArrayList<TorrentFile>();
        for (int i = 0; i < priorities.size(); i++) {
            if (priorities.get(i) != FilePriority.SKIP) {
                wanted.add(files.get(i));
            }
        }
        return placed(wanted);
    }

    public boolean has(TransferMode mode) {
        return modes.contains(mode);
    }

    public TorrentOptions with(TransferMode mode, boolean on) {
        var changed = new TreeSet<>(modes);
        if (on) {
            changed.add(mode);
        } else {
            changed.remove(mode);
        }
        return new TorrentOptions(
                category,
                tags,
                selection,
                limits,
                seedGoals,
                changed,
                sources,
                renamedFiles);
    }

    public TorrentOptions labelled(@Nullable String otherCategory, Set<String> otherTags) {
        return new TorrentOptions(
                otherCategory,
                otherTags,
                selection,
                limits,
                seedGoals,
                modes,
                sources,
                renamedFiles);
    }

    public TorrentOptions with(Selection other) {
        return new TorrentOptions(
                category,
                tags,
                other,
                limits,
                seedGoals,
                modes,
                sources,
                renamedFiles);
    }

    public TorrentOptions with(TorrentLimits other) {
        return new TorrentOptions(
                category,
                tags,
                selection,
                other,
                seedGoals,
                modes,
                sources,
                renamedFiles);
    }

    public TorrentOptions with(SeedGoals other) {
        return new TorrentOptions(
                category,
                tags,
                selection,
                limits,
                other,
                modes,
                sources,
                renamedFiles);
    }

    public TorrentOptions with(SwarmSources other) {
        return new TorrentOptions(
                category,
                tags,
                selection,
                limits,
                seedGoals,
                modes,
                other,
                renamedFiles);
    }

    public TorrentOptions renamed(Map<Integer, String> paths) {
        return new TorrentOptions(
                category,
                tags,
                selection,
                limits,
                seedGoals,
                modes,
                sources,
                paths);
    }
}
