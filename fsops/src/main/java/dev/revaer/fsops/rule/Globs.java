package dev.revaer.fsops.rule;

import java.util.List;
import java.util.Optional;

/// Several globs that are looked at in turn.
public final class Globs {
    private final List<String> texts;
    private final List<Glob> globs;

    /// Reads them.
    ///
    /// @throws IllegalArgumentException if one cannot be read
    public Globs(List<String> texts) {
        this.texts = List.copyOf(texts);
        this.globs = texts.stream().map(Glob::new).toList();
    }

    /// The first that a path matches.
    public Optional<String> first(String path) {
        for (var i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(path)) {
                return Optional.of(texts.get(i));
            }
        }
        return Optional.empty();
    }
}
