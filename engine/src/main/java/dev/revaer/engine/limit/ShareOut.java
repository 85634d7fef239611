package dev.revaer.engine.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shares one cap out over several torrents by what each of them uses, so that together they reach the cap and do not
/// pass it.
public final class ShareOut {
    /// What a torrent gets that transfers nothing, beside the shares of the others: enough to begin with.
    static final int LEAST = 16 * 1024;

    /// A torrent that uses so much of its share could use more.
    private static final double HUNGRY_FROM = 0.7;
    /// What a torrent that does not use its share gets more than it uses.
    private static final double ROOM = 1.3;
    /// A deal that differs less from the last one, by this part of each share, is not worth telling.
    private static final int TOLERANCE = 16;

    private ShareOut() {}

    /// What a torrent uses in one direction.
    ///
    /// @param share what it may use now; 0 for no cap
    /// @param bytesPerSecond what it does use
    /// @param isActive whether it could use anything: it runs and has peers
    public record Use(int share, long bytesPerSecond, boolean isActive) {
        private boolean isHungry() {
            return isActive && (share == 0 || bytesPerSecond >= HUNGRY_FROM * share);
        }
    }

    /// Deals anew, or gives back the shares as they are where that would change next to nothing.
    ///
    /// @param cap over all of them, above 0
    /// @return the shares in the order of the uses; those of active torrents add up to the cap
    public static List<Integer> deal(int cap, List<Use> uses) {
        var shares = new int[uses.size()];
        Arrays.fill(shares, Math.min(LEAST, cap));
        var active = new ArrayList<Integer>();
        for (int i = 0; i < shares.length; i++) {
            if (uses.get(i).isActive()) {
                active.add(i);
            }
        }
        if (!active.isEmpty()) {
            dealAmong(cap, uses, active, shares);
        }
        var now = uses.stream().map(Use::share).toList();
        var next = Arrays.stream(shares).boxed().toList();
        return isAlike(now, next) && sum(now, active) <= cap ? now : next;
    }

    /// First to those who want little, then all that is left evenly to those who want more, or else to all.
    private static void dealAmong(int cap, List<Use> uses, List<Integer> active, int[] shares) {
        var wants = new double[shares.length];
        for (var i : active) {
            var use = uses.get(i);
            var probe = (double) cap / (8 * active.size());
            wants[i] = use.isHungry() ? cap : Math.max(use.bytesPerSecond() * ROOM, probe);
        }
        var byWant = active.stream().sorted((a, b) -> Double.compare(wants[a], wants[b])).toList();
        double left = cap;
        var others = byWant.size();
        for (var i : byWant) {
            var given = Math.min(wants[i], left / others);
            shares[i] = (int) given;
            left -= given;
            others--;
        }
        for (var i : active) {
            shares[i] = Math.max(1, shares[i] + (int) (left / active.size()));
        }
    }

    private static long sum(List<Integer> shares, List<Integer> active) {
        return active.stream().mapToLong(shares::get).sum();
    }

    private static boolean isAlike(List<Integer> now, List<Integer> next) {
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) == 0 || Math.abs(now.get(i) - next.get(i)) > next.get(i) / TOLERANCE) {
                return false;
            }
        }
        return true;
    }
}
