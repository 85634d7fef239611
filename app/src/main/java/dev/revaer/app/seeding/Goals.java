package dev.revaer.app.seeding;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.app.label.Labels;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.limit.LimitSettings;
import dev.revaer.engine.seeding.GoalCheck;
import dev.revaer.engine.seeding.SeedGoals;
import org.jspecify.annotations.Nullable;

/// The seed goals that hold for each torrent. A user who resumes a torrent that has met its goals lets it off those:
/// they act again only after others have held for it.
public final class Goals {
    private final Labels labels;
    private final GoalTable table;
    private final Map<InfoHash, SeedGoals> waived = new ConcurrentHashMap<>();
    private volatile General general = new General(SeedGoals.INHERITED, Duration.ZERO);

    private record General(SeedGoals goals, Duration minSeedTime) {}

    public Goals(Labels labels, GoalTable table) {
        this.labels = labels;
        this.table = table;
    }

    /// Reads what torrents were let off.
    public void load() {
        waived.putAll(table.waived());
    }

    public void settingsChanged(LimitSettings limits) {
        general = new General(limits.seedGoals(), limits.minSeedTime());
    }

    /// The goal that the torrent has met and was not let off; null if there is none.
    GoalCheck.@Nullable Met met(Torrent torrent, Instant now) {
        var current = general;
        var goals = effective(torrent.options(), current);
        var letOff = waived.get(torrent.infoHash());
        if (goals.equals(letOff)) {
            return null;
        }
        if (letOff != null) {
            table.setWaived(torrent.infoHash(), null);
            waived.remove(torrent.infoHash());
        }
        return new GoalCheck(goals, current.minSeedTime()).met(torrent.transfer(), now);
    }

    /// Lets the torrent off the goals it has; to be part of the transaction that lets it run.
    public void waive(InfoHash infoHash, TorrentOptions options) {
        var goals = effective(options, general);
        table.setWaived(infoHash, goals);
        waived.put(infoHash, goals);
    }

    public void forget(InfoHash infoHash) {
        waived.remove(infoHash);
    }

    private SeedGoals effective(TorrentOptions options, General current) {
        var inOrder = labels.seedGoals(options);
        inOrder.add(current.goals());
        return GoalCheck.effective(inOrder);
    }
}
