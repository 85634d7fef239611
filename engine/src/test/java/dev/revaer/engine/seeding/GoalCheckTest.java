package dev.revaer.engine.seeding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.revaer.engine.Transfer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoalCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void asksTheTorrentThenItsCategoryThenItsTagsThenTheSettings() {
        var torrent = new SeedGoals(null, Duration.ofHours(1), null);
        var category = new SeedGoals(null, Duration.ofHours(2), GoalAction.REMOVE);
        var tag = new SeedGoals(0.0, null, GoalAction.STOP);
        var settings = new SeedGoals(2.0, Duration.ofHours(9), null);

        var effective = GoalCheck.effective(List.of(torrent, category, tag, settings));

        assertThat(effective).isEqualTo(new SeedGoals(0.0, Duration.ofHours(1), GoalAction.REMOVE));
    }

    @Test
    void isMetByTheRatio() {
        var goals = new SeedGoals(1.5, null, GoalAction.REMOVE_DATA);

        assertThat(met(goals, Duration.ZERO, 149, Duration.ZERO)).isNull();
        assertThat(met(goals, Duration.ZERO, 150, Duration.ZERO))
                .isEqualTo(new GoalCheck.Met("its ratio 1.50 has reached 1.5", GoalAction.REMOVE_DATA));
    }

    @Test
    void isMetByTheTime() {
        var goals = new SeedGoals(9.0, Duration.ofMinutes(30), null);

        assertThat(met(goals, Duration.ZERO, 0, Duration.ofMinutes(29))).isNull();
        assertThat(met(goals, Duration.ZERO, 0, Duration.ofMinutes(30)))
                .isEqualTo(new GoalCheck.Met("it has seeded for PT30M", GoalAction.STOP));
    }

    @Test
    void isNotMetBeforeTheLeastTime() {
        var goals = new SeedGoals(1.0, Duration.ofMinutes(1), null);

        assertThat(met(goals, Duration.ofHours(1), 500, Duration.ofMinutes(59))).isNull();
        assertThat(met(goals, Duration.ofHours(1), 500, Duration.ofMinutes(60))).isNotNull();
    }

    @Test
    void isNeverMetByNoughtOrNothing() {
        for (var goals : new SeedGoals[]{new SeedGoals(0.0, Duration.ZERO, null), SeedGoals.INHERITED}) {
            assertThat(met(goals, Duration.ZERO, 1_000_000, Duration.ofDays(900))).isNull();
        }
    }

    private static GoalCheck.@Nullable Met met(
            SeedGoals goals,
            Duration least,
            long percentSent,
            Duration seeded) {
        var running = new Stopwatch(Duration.ZERO, NOW.minus(seeded));
        var counters = new Counters(percentSent, 100, running, running);
        return new GoalCheck(goals, least).met(Transfer.starting(counters), NOW);
    }
}
