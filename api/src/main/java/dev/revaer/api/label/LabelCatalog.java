package dev.revaer.api.label;

import java.util.List;

import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;

/// Categories and tags, and the torrents in them.
public interface LabelCatalog {
    /// All of them by name, from memory.
    List<Counted<Category>> categories();

    /// All of them by name, from memory.
    List<Counted<Tag>> tags();

    /// Makes the category or changes it; its torrents follow at once.
    ///
    /// @param actor who asks, for the audit log
    /// @throws dev.revaer.engine.EngineException with `BadDownloadDir`
    /// @throws dev.revaer.api.problem.ApiException if there are too many already
    Counted<Category> put(Category category, String actor);

    Counted<Tag> put(Tag tag, String actor);

    /// Takes the category away, from its torrents first.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `LabelNotFound`
    void deleteCategory(String name, String actor);

    /// Takes the tag away, from the torrents that carry it first.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `LabelNotFound`
    void deleteTag(String name, String actor);

    /// A label and how many torrents carry it.
    record Counted<T>(T label, int torrents) {}
}
