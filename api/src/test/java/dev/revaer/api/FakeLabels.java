package dev.revaer.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.revaer.api.label.LabelCatalog;
import dev.revaer.api.problem.ApiError.LabelNotFound;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;

/// Keeps labels as long as the test runs. No torrent ever carries one.
public final class FakeLabels implements LabelCatalog {
    private final Map<String, Category> categories = new TreeMap<>();
    private final Map<String, Tag> tags = new TreeMap<>();
    private final List<String> actors = new ArrayList<>();

    @Override
    public synchronized List<Counted<Category>> categories() {
        return categories.values().stream().map(category -> new Counted<>(category, 0)).toList();
    }

    @Override
    public synchronized List<Counted<Tag>> tags() {
        return tags.values().stream().map(tag -> new Counted<>(tag, 0)).toList();
    }

    @Override
    public synchronized Counted<Category> put(Category category, String actor) {
        actors.add(actor);
        categories.put(category.name(), category);
        return new Counted<>(category, 0);
    }

    @Override
    public synchronized Counted<Tag> put(Tag tag, String actor) {
        actors.add(actor);
        tags.put(tag.name(), tag);
        return new Counted<>(tag, 0);
    }

    @Override
    public synchronized void deleteCategory(String name, String actor) {
        actors.add(actor);
        if (categories.remove(name) == null) {
            throw new ApiException(new LabelNotFound("category", name));
        }
    }

    @Override
    public synchronized void deleteTag(String name, String actor) {
        actors.add(actor);
        if (tags.remove(name) == null) {
            throw new ApiException(new LabelNotFound("tag", name));
        }
    }

    /// Who asked for changes.
    public synchronized List<String> actors() {
        return List.copyOf(actors);
    }

    public synchronized void clear() {
        categories.clear();
        tags.clear();
        actors.clear();
    }
}
