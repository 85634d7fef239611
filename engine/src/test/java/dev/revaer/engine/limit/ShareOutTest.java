package dev.revaer.engine.limit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.revaer.engine.limit.ShareOut.Use;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShareOutTest {
    private static final int CAP = 1_000_000;

    @Test
    void dealsEvenlyAtFirst() {
        var shares = ShareOut.deal(CAP, List.of(active(0, 5_000_000), active(0, 100), active(0, 0)));

        assertThat(shares).containsExactly(333_333, 333_333, 333_333);
    }

    @Test
    void takesFromWhoUsesLittleByAndByForThoseThatCouldUseMore() {
        var uses = List.of(active(500_000, 100_000), active(500_000, 490_000));

        assertThat(ShareOut.deal(CAP, uses)).containsExactly(450_000, 550_000);
    }

    @Test
    void givesNobodyMoreThanItsOwnCap() {
        var uses = List.of(new Use(0, 0, 250_000, true), active(0, 0));

        assertThat(ShareOut.deal(CAP, uses)).containsExactly(250_000, 750_000);
    }

    @Test
    void keepsItsShareForWhomItsPeersAreSlowWithoutGivingItMoreAndMore() {
        var slow = new Swarm(250_000);
        var fast = new Swarm(Integer.MAX_VALUE);
        List<Integer> shares = List.of(0, 0);
        for (int second = 0; second < 60; second++) {
            shares = ShareOut.deal(CAP, List.of(slow.use(shares.get(0)), fast.use(shares.get(1))));
            slow.transfer(shares.get(0), second);
            fast.transfer(shares.get(1), second);

            if (second >= 15) {
                assertThat(shares.get(0)).as("in second %d", second).isBetween(250_000, 350_000);
                assertThat(shares.get(1)).as("in second %d", second).isGreaterThan(650_000);
            }
        }
    }

    @Test
    void givesTheWholeCapToTheOnlyOneThatRuns() {
        var shares = ShareOut.deal(CAP, List.of(new Use(0, 0, 0, false), active(0, 0)));

        assertThat(shares).containsExactly(ShareOut.LEAST, CAP);
    }

    @Test
    void reachesTheCapAndDoesNotPassItWhateverTheTorrentsCouldUse() {
        var could = List.of(50_000, 2_000_000, 400_000, 3_000_000, 0);
        List<Integer> shares = new ArrayList<>(Collections.nCopies(could.size(), 0));
        for (int round = 0; round < 30; round++) {
            shares = ShareOut.deal(CAP, uses(could, shares));

            assertThat(sum(shares)).isLessThanOrEqualTo(CAP);
        }

        var used = 0;
        for (int i = 0; i < could.size(); i++) {
            used += Math.min(could.get(i), shares.get(i));
        }
        assertThat(used).isGreaterThan((int) (0.9 * CAP));
    }

    @Test
    void leavesAnEvenKeelAlone() {
        var shares = List.of(510_000, 490_000);

        var again = ShareOut.deal(CAP, List.of(active(510_000, 505_000), active(490_000, 480_000)));

        assertThat(again).isEqualTo(shares);
    }

    @Test
    void takesBackWhatIsTooMuchAtOnce() {
        var again = ShareOut.deal(CAP, List.of(active(510_000, 505_000), active(500_000, 480_000)));

        assertThat(sum(again)).isLessThanOrEqualTo(CAP);
    }

    private static List<Use> uses(List<Integer> could, List<Integer> shares) {
        var uses = new ArrayList<Use>();
        for (int i = 0; i < could.size(); i++) {
            var share = shares.get(i) == 0 ? Integer.MAX_VALUE : shares.get(i);
            uses.add(active(shares.get(i), Math.min(could.get(i), share)));
        }
        return uses;
    }

    private static int sum(List<Integer> shares) {
        return shares.stream().mapToInt(Integer::intValue).sum();
    }

    private static Use active(int share, long bytesPerSecond) {
        return new Use(share, bytesPerSecond, 0, true);
    }

    /// A torrent as libtorrent measures it, averaged over some five seconds; what its share holds back comes in bursts.
    private static final class Swarm {
        private final int most;
        private double unsent;
        private double rate;

        Swarm(int most) {
            this.most = most;
        }

        Use use(int share) {
            return active(share, (long) rate);
        }

        void transfer(int share, int second) {
            unsent += 0.96 * Math.min(most, share);
            var isBurst = most < share || second % 2 == 0;
            rate += ((isBurst ? unsent : 0) - rate) / 5;
            unsent = isBurst ? 0 : unsent;
        }
    }
}
