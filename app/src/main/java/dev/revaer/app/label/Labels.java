package dev.revaer.app.label;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;
import dev.revaer.engine.seeding.SeedGoals;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The categories and tags there are.
public final class Labels {
    private static final int MOST_CATEGORIES = 1_000;
    private static final int MOST_TAGS = 10_000;
    private static final String NAME = "/name";

    private final LabelTable table;
    private final Shelf<Category> categories;
    private final Shelf<Tag> tags;

    public Labels(DSLContext sql) {
        this.table = new LabelTable(sql);
        this.categories = new Shelf<>(
                "category",
                MOST_CATEGORIES,
                sql,
                LabelTable::put,
                LabelTable::deleteCategory);
        this.tags = new Shelf<>("tag", MOST_TAGS, sql, LabelTable::put, LabelTable::deleteTag);
    }

    /// Reads all of them into memory.
    public void load() {
        categories.load(
                table.categories().stream().collect(Collectors.toMap(Category::name, Function.identity())));
        tags.load(table.tags().stream().collect(Collectors.toMap(Tag::name, Function.identity())));
    }

    /// By name.
    public Collection<Category> categories() {
        return categories.all();
    }

    /// By name.
    public Collection<Tag> tags() {
        return tags.all();
    }

    /// Makes sure that a torrent can have these labels: the category must be here, tags that are not are made.
    ///
    /// @throws ApiException with [Invalid], at `/category` or `/tags`
    public void check(@Nullable String category, Set<String> wanted) {
        if (category != null && categories.find(category) == null) {
            throw new ApiException(Invalid.at("/category", "there is no category '" + category + "'"));
        }
        for (var name : wanted) {
            if (tags.find(name) == null) {
                tags.put(name, tag(name), "/tags", AuditTable.SYSTEM);
            }
        }
    }

    private static Tag tag(String name) {
        try {
            return new Tag(name, SeedGoals.INHERITED);
        } catch (BadValueException e) {
            throw new ApiException(Invalid.at("/tags", e.reason()), e);
        }
    }

    /// Where torrents of a category go that name no directory; null for the usual one.
    public @Nullable Path downloadDir(@Nullable String category) {
        var found = categories.find(category);
        return found == null ? null : found.downloadDir();
    }

    /// The profile that downloads of a category are post-processed by; null for the usual one.
    public @Nullable String fsopsProfile(@Nullable String category) {
        var found = categories.find(category);
        return found == null ? null : found.fsopsProfile();
    }

    /// The goals of a torrent and of its labels, in the order in which they are asked.
    public List<SeedGoals> seedGoals(TorrentOptions options) {
        var goals = new ArrayList<SeedGoals>();
        goals.add(options.seedGoals());
        var category = categories.find(options.category());
        if (category != null) {
            goals.add(category.seedGoals());
        }
        for (var name : options.tags()) {
            var tag = tags.find(name);
            if (tag != null) {
                goals.add(tag.seedGoals());
            }
        }
        return goals;
    }

    /// Makes the category or changes it.
    ///
    /// @param actor who asks, for the audit log
    /// @throws ApiException if there are too many
    public void put(Category category, String actor) {
        categories.put(category.name(), category, NAME, actor);
    }

    /// Makes the tag or changes it.
    ///
    /// @param actor who asks, for the audit log
    /// @throws ApiException if there are too many
    public void put(Tag tag, String actor) {
        tags.put(tag.name(), tag, NAME, actor);
    }

    /// Takes the category away.
    ///
    /// @param fromTorrents takes it from the torrents that have it; none can get it while this runs
    /// @return false if there is none of that name
    public boolean deleteCategory(String name, String actor, Runnable fromTorrents) {
        return categories.delete(name, actor, fromTorrents);
    }

    /// Takes the tag away.
    ///
    /// @param fromTorrents takes it from the torrents that carry it
    /// @return false if there is none of that name
    public boolean deleteTag(String name, String actor, Runnable fromTorrents) {
        return tags.delete(name, actor, fromTorrents);
    }
}
