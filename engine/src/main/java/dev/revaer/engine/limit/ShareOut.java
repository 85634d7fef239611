package dev.revaer.engine.limit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Shares one cap out over several torrents by what each of them uses, so that together they reach the cap and do not
/// pass it.
public final class ShareOut {
    /// What a torrent gets that transfers nothing, beside the shares of the others: enough to begin with.
    static final int LEAST = 16 * 1024;

    /// A torrent that uses so much of its share could use more. Less than all of it, since protocol and packet headers
    /// count, and what is measured follows a new share some seconds late.
    private static final double HUNGRY_FROM = 0.85;
    /// What a hungry torrent wants of its share, and what one that is not gets of its use: by less than the hunger, or who
    /// uses little would look hungry as soon as it is dealt little.
    private static final double ROOM = 1.25;
    /// Who uses little loses its share by and by, since what is measured is late and comes in bursts.
    private static final double FADING = 0.9;
    /// A deal that differs less from the last one, by this part of each share, is not worth telling.
    private static final int TOLERANCE = 16;

    private ShareOut() {}

    /// What a torrent uses in one direction.
    ///
    /// @param share what it may use now; 0 for no cap
    /// @param bytesPerSecond what it does use
    /// @param ownCap what it may use at most, whatever its share; 0 for no cap
    /// @param isActive whether it could use anything: it runs and has peers
    public record Use(int share, long bytesPerSecond, int ownCap, boolean isActive) {
        private boolean isHungry() {
            return share == 0 || bytesPerSecond >= HUNGRY_FROM * share;
        }

        private double want(int cap, double least) {
            if (share == 0) {
                return most(cap);
            }
            var want = isHungry() ? ROOM * share : Math.max(ROOM * bytesPerSecond, FADING * share);
            return Math.min(most(cap), Math.max(want, least));
        }

        private int most(int cap) {
            return ownCap == 0 ? cap : Math.min(cap, ownCap);
        }
    }

    /// Deals anew, or gives back the shares as they are where that would change next to nothing.
    ///
    /// @param cap over all of them, above 0
    /// @return the shares in the order of the uses; those of active torrents add up to the cap, or to their own caps if
    /// that is less
    public static List<Integer> deal(int cap, List<Use> uses) {
        var shares = new int[uses.size()];
        Arrays.fill(shares, Math.min(LEAST, cap));
        var active = IntStream.range(0, shares.length).filter(i -> uses.get(i).isActive()).boxed().toList();
        if (!active.isEmpty()) {
            var given = dealAmong(cap, active.stream().map(uses::get).toList());
            for (int i = 0; i < given.length; i++) {
                shares[active.get(i)] = Math.max(1, (int) given[i]);
            }
        }
        var now = uses.stream().map(Use::share).toList();
        var next = Arrays.stream(shares).boxed().toList();
        return isAlike(now, next) && sum(now, active) <= cap ? now : next;
    }

    /// First what each wants, evenly where there is too little of it. What is left goes to the hungry, and then to all.
    private static double[] dealAmong(int cap, List<Use> uses) {
        var given = new double[uses.size()];
        var least = (double) cap / (8 * uses.size());
        var all = IntStream.range(0, uses.size()).boxed().toList();
        var left = pour(cap, all, given, i -> uses.get(i).want(cap, least));
        var hungry = all.stream().filter(i -> uses.get(i).isHungry()).toList();
        left = pour(left, hungry, given, i -> uses.get(i).most(cap));
        pour(left, all, given, i -> uses.get(i).most(cap));
        return given;
    }

    /// Fills each up to its level, beginning with who lacks least, so that those who stay below get the same.
    ///
    /// @return what nobody takes
    private static double pour(
            double amount,
            List<Integer> among,
            double[] given,
            IntToDoubleFunction level) {
        var left = amount;
        var others = among.size();
        var byLack = among.stream()
                .sorted(Comparator.comparingDouble(i -> level.applyAsDouble(i) - given[i]))
                .toList();
        for (var i : byLack) {
            var more = Math.min(level.applyAsDouble(i) - given[i], left / others);
            given[i] += more;
            left -= more;
            others--;
        }
        return left;
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
