package dev.revaer.engine.session;

import java.util.Map;
import java.util.Set;

import dev.revaer.engine.Hold;
import dev.revaer.engine.TorrentState;
import org.jspecify.annotations.Nullable;

/// What a torrent is called that must not run.
final class StateRules {
    private StateRules() {}

    /// What the user did is said before what the machine lacks.
    static TorrentState held(Set<Hold> holds) {
        if (holds.contains(Hold.MOVE)) {
            return TorrentState.MOVING;
        }
        if (holds.contains(Hold.USER)) {
            return TorrentState.PAUSED;
        }
        return holds.contains(Hold.GOAL) ? TorrentState.COMPLETED : TorrentState.PAUSED;
    }

    /// The reason to show; null where the state says it all.
    static @Nullable String reason(Map<Hold, String> holds) {
        for (var hold : new Hold[]{Hold.MOVE, Hold.ROOT}) {
            if (holds.containsKey(hold)) {
                return holds.get(hold);
            }
        }
        if (holds.containsKey(Hold.USER)) {
            return null;
        }
        return holds.values().stream().findFirst().orElse(null);
    }
}
