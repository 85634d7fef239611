package dev.revaer.engine.limit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.limit.AlternativeLimits.Mode;
import dev.revaer.engine.limit.WeeklySchedule.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WeeklyScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    @ParameterizedTest
    @CsvSource({"2026-11-16T07:59:59Z,false", "2026-11-16T08:00:00Z,true", "2026-11-16T15:59:59Z,true",
            "2026-11-16T16:00:00Z,false", "2026-11-17T12:00:00Z,false"})
    void holdsFromItsBeginningUpToItsEnd(Instant at, boolean isOpen) {
        var schedule = schedule(Set.of(DayOfWeek.MONDAY), "09:00", "17:00");

        assertThat(schedule.isOpen(at)).isEqualTo(isOpen);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T20:59:59Z,false", "2026-11-20T21:00:00Z,true", "2026-11-20T23:00:00Z,true",
            "2026-11-21T05:59:59Z,true", "2026-11-21T06:00:00Z,false", "2026-11-21T21:30:00Z,false",
            "2026-11-20T05:00:00Z,false"})
    void countsANightAsOfTheDayItBegins(Instant at, boolean isOpen) {
        var fridays = schedule(Set.of(DayOfWeek.FRIDAY), "22:00", "07:00");

        assertThat(fridays.isOpen(at)).isEqualTo(isOpen);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-16T22:59:59Z,true", "2026-11-15T22:59:59Z,false", "2026-11-15T23:00:00Z,true",
            "2026-11-16T23:00:00Z,false"})
    void takesTheSameTimeTwiceAsAWholeDay(Instant at, boolean isOpen) {
        var mondays = schedule(Set.of(DayOfWeek.MONDAY), "00:00", "00:00");

        assertThat(mondays.isOpen(at)).isEqualTo(isOpen);
    }

    /// On 2026-03-29 the clocks of Berlin go from 02:00 to 03:00, at 01:00 UTC.
    @ParameterizedTest
    @CsvSource({"22:00,07:00,2026-03-29T04:59:59Z,true", "22:00,07:00,2026-03-29T05:00:00Z,false",
            "01:00,02:30,2026-03-29T00:59:59Z,true", "01:00,02:30,2026-03-29T01:00:00Z,false",
            "02:30,04:00,2026-03-29T00:59:59Z,false", "02:30,04:00,2026-03-29T01:00:00Z,true",
            "02:30,04:00,2026-03-29T02:00:00Z,false", "02:15,02:45,2026-03-29T01:00:00Z,false"})
    void followsClocksThatGoForward(String from, String to, Instant at, boolean isOpen) {
        assertThat(schedule(EVERY_DAY, from, to).isOpen(at)).isEqualTo(isOpen);
    }

    /// On 2026-10-25 the clocks of Berlin go from 03:00 back to 02:00, at 01:00 UTC.
    @ParameterizedTest
    @CsvSource({"22:00,07:00,2026-10-24T20:00:00Z,true", "22:00,07:00,2026-10-25T05:59:59Z,true",
            "22:00,07:00,2026-10-25T06:00:00Z,false", "02:15,02:45,2026-10-25T00:15:00Z,true",
            "02:15,02:45,2026-10-25T01:44:59Z,true", "02:15,02:45,2026-10-25T01:45:00Z,false",
            "01:00,02:00,2026-10-24T23:59:59Z,true", "01:00,02:00,2026-10-25T00:00:00Z,false",
            "03:00,04:00,2026-10-25T01:59:59Z,false", "03:00,04:00,2026-10-25T02:00:00Z,true"})
    void followsClocksThatGoBack(String from, String to, Instant at, boolean isOpen) {
        assertThat(schedule(EVERY_DAY, from, to).isOpen(at)).isEqualTo(isOpen);
    }

    @Test
    void refusesWhatNeverBegins() {
        assertThatThrownBy(() -> window(Set.of(), "01:00", "02:00")).isInstanceOfSatisfying(
                BadValueException.class,
                e -> assertThat(e.field()).isEqualTo("days"));
    }

    @Test
    void letsTheModeDecideBeforeTheSchedule() {
        var at = Instant.parse("2026-11-16T12:00:00Z");
        var always = new AlternativeLimits(1, 2, Mode.SCHEDULE, schedule(EVERY_DAY, "00:00", "00:00"));
        var settings = LimitSettings.USUAL.with(new RateLimits(10, 20));

        assertThat(settings.with(always).ratesAt(at)).isEqualTo(new RateLimits(1, 2));
        assertThat(settings.with(always.with(Mode.OFF)).ratesAt(at)).isEqualTo(new RateLimits(10, 20));
        assertThat(settings.ratesAt(at)).isEqualTo(new RateLimits(10, 20));
        assertThat(settings.with(AlternativeLimits.USUAL.with(Mode.ON)).ratesAt(at))
                .isEqualTo(AlternativeLimits.USUAL.rates());
    }

    private static WeeklySchedule schedule(Set<DayOfWeek> days, String from, String to) {
        return new WeeklySchedule(BERLIN, List.of(window(days, from, to)));
    }

    private static Window window(Set<DayOfWeek> days, String from, String to) {
        return new Window(days, LocalTime.parse(from), LocalTime.parse(to));
    }
}
