package dev.revaer.app.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.revaer.fsops.FsopsError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void waitsLongerEachTimeUpToAnHour() {
        var retries = Retries.NONE;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            retries = retries.after(100, NOW);
            longest = Duration.between(NOW, Objects.requireNonNull(retries.nextTryAt()));
            if (i == 0) {
                assertThat(longest).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
            }
        }

        assertThat(longest).isEqualTo(Duration.ofHours(1));
        assertThat(retries.count()).isEqualTo(20);
    }

    @Test
    void triesNoMoreOftenThanItMayInADay() {
        var tired = Retries.NONE.after(2, NOW).after(2, NOW).after(2, NOW.plusSeconds(60));
        var rested = tired.after(2, NOW.plus(Duration.ofDays(1)));

        assertThat(tired.nextTryAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(rested.count()).isEqualTo(1);
        assertThat(rested.nextTryAt()).isBefore(NOW.plus(Duration.ofDays(1)).plusSeconds(40));
    }

    @Test
    void leavesAllToPeopleIfToldSo() {
        assertThat(Retries.NONE.after(0, NOW).nextTryAt()).isNull();
    }

    @Test
    void knowsWhatMayPass() {
        assertThat(
                List.of(
                        new FsopsError.NotEnoughSpace(Path.of("/library"), 2, 1),
                        new FsopsError.MissingLibrary(Path.of("/library")),
                        new FsopsError.StorageFailed("/library", "Input/output error")))
                .allMatch(Retries::canHelp);
        assertThat(
                List.of(
                        new FsopsError.NameTaken(Path.of("/library/name")),
                        new FsopsError.DamagedArchive("a.zip", "short"),
                        new FsopsError.OutsideAllowList(Path.of("/library"))))
                .noneMatch(Retries::canHelp);
    }
}
