package dev.revaer.api.audit;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Hears of every change that was made over HTTP. Called on the event loop: must not wait.
@FunctionalInterface
public interface Changes {
    void changed(Change change);

    /// One request that has changed something.
    ///
    /// @param actor label of the key
    /// @param action the operation's name in `openapi.json`: `removeTorrent`
    /// @param subject what was changed: an info hash, a name, an address; null where the action says it all
    /// @param detail what else tells the change
    record Change(String actor, String action, @Nullable String subject, Map<String, String> detail) {
        public Change {
            detail = Map.copyOf(detail);
        }
    }
}
