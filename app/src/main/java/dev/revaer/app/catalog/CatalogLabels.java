package dev.revaer.app.catalog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.revaer.api.label.LabelCatalog;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiError.LabelNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.directory.DownloadRoot;
import dev.revaer.app.label.Labels;
import dev.revaer.app.limit.CategoryCaps;
import dev.revaer.engine.EngineError.TorrentNotFound;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;

/// Keeps labels and the torrents that carry them in step.
public final class CatalogLabels implements LabelCatalog {
    private final Labels labels;
    private final Catalog catalog;
    private final TorrentEngine engine;
    private final DownloadRoot root;
    private final CategoryCaps caps;
    private final Predicate<String> isProfile;

    /// @param isProfile whether downloads can be post-processed by a profile of this name
    public CatalogLabels(
            Labels labels,
            Catalog catalog,
            TorrentEngine engine,
            DownloadRoot root,
            CategoryCaps caps,
            Predicate<String> isProfile) {
        this.labels = labels;
        this.catalog = catalog;
        this.engine = engine;
        this.root = root;
        this.caps = caps;
        this.isProfile = isProfile;
    }

    @Override
    public List<Counted<Category>> categories() {
        Map<String, Long> counts = engine.torrents()
                .stream()
                .map(torrent -> torrent.options().category())
                .filter(name -> name != null)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        return labels.categories()
                .stream()
                .map(category -> counted(category, counts.getOrDefault(category.name(), 0L)))
                .toList();
    }

    @Override
    public List<Counted<Tag>> tags() {
        var counts = new HashMap<String, Long>();
        for (var torrent : engine.torrents()) {
            torrent.options().tags().forEach(name -> counts.merge(name, 1L, Long::sum));
        }
        return labels.tags()
                .stream()
                .map(tag -> counted(tag, counts.getOrDefault(tag.name(), 0L)))
                .toList();
    }

    @Override
    public Counted<Category> put(Category category, String actor) {
        Path directory = category.downloadDir();
        if (directory != null) {
            root.resolve(directory);
        }
        var profile = category.fsopsProfile();
        if (profile != null && !isProfile.test(profile)) {
            throw new ApiException(
                    Invalid.at(
                            "/fsopsProfile",
                            "there is no profile '" + profile
                                    + "'; add it to /fsops/profiles of the settings"));
        }
        labels.put(category, actor);
        caps.changed();
        return counted(category, count(isIn(category.name())));
    }

    @Override
    public Counted<Tag> put(Tag tag, String actor) {
        labels.put(tag, actor);
        return counted(tag, count(carries(tag.name())));
    }

    @Override
    public void deleteCategory(String name, String actor) {
        Runnable fromTorrents = () -> change(
                isIn(name),
                options -> name.equals(options.category())
                        ? options.labelled(null, options.tags())
                        : options);
        if (!labels.deleteCategory(name, actor, fromTorrents)) {
            throw new ApiException(new LabelNotFound("category", name));
        }
    }

    @Override
    public void deleteTag(String name, String actor) {
        Runnable fromTorrents = () -> change(carries(name), options -> {
            var left = new TreeSet<>(options.tags());
            left.remove(name);
            return options.labelled(options.category(), left);
        });
        if (!labels.deleteTag(name, actor, fromTorrents)) {
            throw new ApiException(new LabelNotFound("tag", name));
        }
    }

    private void change(Predicate<Torrent> which, UnaryOperator<TorrentOptions> change) {
        for (var torrent : engine.torrents().stream().filter(which).toList()) {
            try {
                catalog.change(torrent.infoHash(), change);
            } catch (EngineException e) {
                if (!(e.error() instanceof TorrentNotFound)) {
                    throw e;
                }
            }
        }
    }

    private long count(Predicate<Torrent> which) {
        return engine.torrents().stream().filter(which).count();
    }

    private static Predicate<Torrent> isIn(String category) {
        return torrent -> category.equals(torrent.options().category());
    }

    private static Predicate<Torrent> carries(String tag) {
        return torrent -> torrent.options().tags().contains(tag);
    }

    private static <T> Counted<T> counted(T label, long torrents) {
        return new Counted<>(label, Math.toIntExact(torrents));
    }
}
