package dev.revaer.engine.limit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.revaer.engine.BadValueException;

/// Times of the week, by the clocks of one time zone.
///
/// @param timeZone by whose clocks: `Europe/Berlin`
/// @param windows may overlap; at most [#MOST_WINDOWS]
public record WeeklySchedule(ZoneId timeZone, List<Window> windows) {
    public static final int MOST_WINDOWS = 100;

    private static final ZoneId UTC = ZoneId.of("UTC");

    public static final WeeklySchedule NEVER = new WeeklySchedule(UTC, List.of());

    /// Checks the values.
    ///
    /// @throws BadValueException for too many windows
    public WeeklySchedule {
        windows = List.copyOf(windows);
        if (windows.size() > MOST_WINDOWS) {
            throw new BadValueException("windows", "at most " + MOST_WINDOWS + " are taken");
        }
    }

    /// A time of day, on some days of the week.
    ///
    /// @param days on which it begins
    /// @param from when it begins
    /// @param to when it ends: on the day after where that is not later than `from`, so that the same time twice is a
    ///        whole day
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        /// Checks the values.
        ///
        /// @throws BadValueException where it never begins
        public Window {
            if (days.isEmpty()) {
                throw new BadValueException("days", "must name a day");
            }
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }

        private boolean holdsFrom(LocalDate day, ZoneId zone, Instant at) {
            return days.contains(day.getDayOfWeek()) && !at.isBefore(begin(day, zone))
                    && at.isBefore(end(day, zone));
        }

        /// The first time that the clocks show it, or pass it over.
        private Instant begin(LocalDate day, ZoneId zone) {
            var local = day.atTime(from);
            var change = zone.getRules().getTransition(local);
            return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
        }

        /// The last time that the clocks show it, or pass it over: what they show twice lies in the window twice, or
        /// not at all.
        private Instant end(LocalDate day, ZoneId zone) {
            var local = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
            var change = zone.getRules().getTransition(local);
            if (change == null) {
                return local.atZone(zone).toInstant();
            }
            if (change.isGap()) {
                return change.getInstant();
            }
            var isFirstShownTwice = local.equals(change.getDateTimeAfter());
            return local.toInstant(isFirstShownTwice ? change.getOffsetBefore() : change.getOffsetAfter());
        }
    }

    /// Whether one of the windows is open then.
    public boolean isOpen(Instant at) {
        var today = at.atZone(timeZone).toLocalDate();
        return windows.stream()
                .anyMatch(
                        window -> window.holdsFrom(today, timeZone, at)
                                || window.holdsFrom(today.minusDays(1), timeZone, at));
    }
}
