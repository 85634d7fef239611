package dev.revaer.engine.volume;

import java.util.List;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpaceLedgerTest {
    private static final VolumeSettings SETTINGS = new VolumeSettings(100, 10);
    private static final InfoHash FIRST = new InfoHash("1".repeat(40));
    private static final InfoHash SECOND = new InfoHash("2".repeat(40));
    private static final InfoHash THIRD = new InfoHash("3".repeat(40));

    @Test
    void letsRunWhatFitsBesideTheSpaceThatStaysFree() {
        var shares = share(200, running(FIRST, 1, 60), running(SECOND, 2, 40));

        assertThat(shares.held()).isEmpty();
        assertThat(shares.running()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(shares.leftBytes()).isZero();
    }

    @Test
    void holdsWhatDoesNotFitAndSaysTheFigures() {
        var shares = share(200, running(FIRST, 1, 60), running(SECOND, 2, 41));

        assertThat(shares.running()).containsExactly(FIRST);
        assertThat(shares.held()).containsOnlyKeys(SECOND);
        assertThat(shares.held().get(SECOND)).contains("41", "40 are left", "200 free", "100 stay free");
    }

    @Test
    void keepsASmallerOneGoingWhereALargerOneDoesNotFit() {
        var shares = share(200, running(FIRST, 1, 500), running(SECOND, 2, 100));

        assertThat(shares.held()).containsOnlyKeys(FIRST);
        assertThat(shares.running()).containsExactly(SECOND);
    }

    @Test
    void servesThoseThatRunBeforeThoseThatWait() {
        var shares = share(200, waiting(FIRST, 1, 80), running(SECOND, 2, 80));

        assertThat(shares.running()).containsExactly(SECOND);
        assertThat(shares.held()).containsOnlyKeys(FIRST);
    }

    @Test
    void letsOneThatWaitsGoOnOnlyWithAMargin() {
        assertThat(share(199, waiting(FIRST, 1, 90)).held()).containsOnlyKeys(FIRST);
        assertThat(share(200, waiting(FIRST, 1, 90)).running()).containsExactly(FIRST);
        assertThat(share(190, running(FIRST, 1, 90)).running()).containsExactly(FIRST);
    }

    @Test
    void holdsAllDownloadsBelowTheSpaceThatStaysFree() {
        var shares = share(99, running(FIRST, 1, 1), running(SECOND, 2, 1), running(THIRD, 3, 0));

        assertThat(shares.held()).containsOnlyKeys(FIRST, SECOND);
        assertThat(shares.running()).as("needs nothing").containsExactly(THIRD);
        assertThat(shares.leftBytes()).isNegative();
    }

    @Test
    void keepsPromisesToWhatIsMovedThere() {
        var shares = SpaceLedger.share(200, 50, List.of(running(FIRST, 1, 60)), SETTINGS);

        assertThat(shares.held()).containsOnlyKeys(FIRST);
    }

    @Test
    void refusesNegativeSettings() {
        assertThatThrownBy(() -> new VolumeSettings(-1, 0)).isInstanceOfSatisfying(
                BadValueException.class,
                e -> assertThat(e.field()).isEqualTo("minFreeSpaceBytes"));
    }

    private static SpaceLedger.Shares share(long free, SpaceDemand... demands) {
        return SpaceLedger.share(free, 0, List.of(demands), SETTINGS);
    }

    private static SpaceDemand running(InfoHash hash, long order, long missing) {
        return new SpaceDemand(hash, order, missing, false);
    }

    private static SpaceDemand waiting(InfoHash hash, long order, long missing) {
        return new SpaceDemand(hash, order, missing, true);
    }
}
