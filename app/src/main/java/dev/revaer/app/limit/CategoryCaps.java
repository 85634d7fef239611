package dev.revaer.app.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.label.Labels;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentEngine;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.limit.ShareOut;
import dev.revaer.engine.limit.ShareOut.Use;

/// Shares the caps of categories out over their torrents, anew every second. Costs nothing where no category is capped,
/// and no command where the shares fit already.
public final class CategoryCaps implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TorrentEngine engine;
    private final Labels labels;
    private final Keeper keeper;
    private Map<InfoHash, RateLimits> dealt = Map.of();

    public CategoryCaps(TorrentEngine engine, Labels labels) {
        this.engine = engine;
        this.labels = labels;
        this.keeper = Keeper.start("category-caps", INTERVAL, this::round);
    }

    /// Deals anew soon, since a category or what is in it has changed.
    public void changed() {
        keeper.wake();
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void round() {
        var capped = labels.categories()
                .stream()
                .filter(Category::hasCap)
                .collect(Collectors.toMap(Category::name, Function.identity()));
        if (capped.isEmpty() && dealt.isEmpty()) {
            return;
        }
        Map<Category, List<Torrent>> members = new HashMap<>();
        for (var torrent : engine.torrents()) {
            var name = torrent.options().category();
            var category = name == null ? null : capped.get(name);
            if (category != null) {
                members.computeIfAbsent(category, _ -> new ArrayList<>()).add(torrent);
            }
        }
        Map<InfoHash, RateLimits> next = new HashMap<>();
        members.forEach((category, torrents) -> deal(category.limits(), torrents, next));
        tell(next);
        dealt = next;
    }

    private void deal(RateLimits cap, List<Torrent> torrents, Map<InfoHash, RateLimits> next) {
        var down = shares(cap.downloadBytesPerSecond(), torrents.stream().map(this::download).toList());
        var up = shares(cap.uploadBytesPerSecond(), torrents.stream().map(this::upload).toList());
        for (int i = 0; i < torrents.size(); i++) {
            next.put(torrents.get(i).infoHash(), new RateLimits(down.get(i), up.get(i)));
        }
    }

    private static List<Integer> shares(int cap, List<Use> uses) {
        return cap == 0 ? uses.stream().map(_ -> 0).toList() : ShareOut.deal(cap, uses);
    }

    private Use download(Torrent torrent) {
        var isActive = switch (torrent.state()) {
            case DOWNLOADING, STALLED, FETCHING_METADATA -> torrent.transfer().peers() > 0;
            case QUEUED, CHECKING, SEEDING, COMPLETED, PAUSED, MOVING, FAILED -> false;
        };
        var rate = torrent.transfer().downloadBytesPerSecond();
        return use(torrent, RateLimits::downloadBytesPerSecond, rate, isActive);
    }

    private Use upload(Torrent torrent) {
        var isActive = switch (torrent.state()) {
            case DOWNLOADING, STALLED, SEEDING -> torrent.transfer().peers() > 0;
            case QUEUED, CHECKING, FETCHING_METADATA, COMPLETED, PAUSED, MOVING, FAILED -> false;
        };
        var rate = torrent.transfer().uploadBytesPerSecond();
        return use(torrent, RateLimits::uploadBytesPerSecond, rate, isActive);
    }

    private Use use(Torrent torrent, ToIntFunction<RateLimits> direction, long rate, boolean isActive) {
        var share = dealt.getOrDefault(torrent.infoHash(), RateLimits.NONE);
        var own = torrent.options().limits().rates();
        return new Use(direction.applyAsInt(share), rate, direction.applyAsInt(own), isActive);
    }

    /// Also frees those that have left.
    private void tell(Map<InfoHash, RateLimits> next) {
        Map<InfoHash, RateLimits> changed = new HashMap<>();
        next.forEach((infoHash, share) -> {
            if (!share.equals(dealt.get(infoHash))) {
                changed.put(infoHash, share);
            }
        });
        dealt.keySet()
                .stream()
                .filter(infoHash -> !next.containsKey(infoHash))
                .forEach(infoHash -> changed.put(infoHash, RateLimits.NONE));
        if (!changed.isEmpty()) {
            engine.cap(changed);
        }
    }
}
