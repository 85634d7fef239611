package dev.revaer.api.torrent;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.limit.TorrentLimits;
import dev.revaer.engine.seeding.GoalAction;
import dev.revaer.engine.seeding.SeedGoals;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import org.jspecify.annotations.Nullable;

/// What is wanted of a torrent, as far as a body says it. What is null stays as it is.
///
/// @param category name of one that exists; empty for none
/// @param tags all of its tags
/// @param include globs of files that are wanted
/// @param exclude globs of files that are not wanted
/// @param skipFluff whether samples, screenshots and the like are left out
/// @param priorities of single files, by index
public record OptionsRequest(
        @Nullable String category,
        @Nullable List<String> tags,
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable Boolean skipFluff,
        @Nullable List<PriorityRequest> priorities,
        @Nullable LimitsRequest limits,
        @Nullable SeedGoalsRequest seedGoals) {
    private static final int MOST_TAGS = 100;
    private static final int LONGEST_LABEL = 100;

    /// The priority of a file.
    ///
    /// @param index of the file in the metainfo, from 0
    /// @param priority `skip`, `low`, `normal` or `high`
    public record PriorityRequest(@Nullable Integer index, @Nullable String priority) {}

    /// Caps on a torrent; what is null stays as it is, 0 is no cap.
    public record LimitsRequest(
            @Nullable Integer downloadBytesPerSecond,
            @Nullable Integer uploadBytesPerSecond,
            @Nullable Integer connections,
            @Nullable Integer uploadSlots) {}

    /// When a torrent has seeded enough; what is null is inherited from its category, its tags and the settings.
    ///
    /// @param ratio uploaded over downloaded; 0 for without end
    /// @param seedTime ISO-8601 (`P3DT12H`); zero for without end
    /// @param action `stop`, `remove` or `removeData`
    public record SeedGoalsRequest(
            @Nullable Double ratio,
            @Nullable String seedTime,
            @Nullable String action) {}

    /// These wishes on top of others.
    ///
    /// @param faults gets what cannot be
    public TorrentOptions over(TorrentOptions before, List<Fault> faults) {
        return before.labelled(category(before, faults), tags(before, faults))
                .with(selection(before.selection(), faults))
                .with(limits(before.limits(), faults))
                .with(goals(before.seedGoals(), faults));
    }

    private @Nullable String category(TorrentOptions before, List<Fault> faults) {
        if (category == null) {
            return before.category();
        }
        if (category.isEmpty()) {
            return null;
        }
        checkLabel("/category", category, faults);
        return category;
    }

    private Set<String> tags(TorrentOptions before, List<Fault> faults) {
        if (tags == null) {
            return before.tags();
        }
        if (tags.size() > MOST_TAGS) {
            faults.add(new Fault("/tags", "more than " + MOST_TAGS));
            return before.tags();
        }
        for (int i = 0; i < tags.size(); i++) {
            checkLabel("/tags/" + i, tags.get(i), faults);
        }
        var checked = new HashSet<>(tags);
        checked.remove(null);
        return checked;
    }

    private static void checkLabel(String pointer, @Nullable String label, List<Fault> faults) {
        if (label == null || label.isBlank() || label.length() > LONGEST_LABEL
                || !label.equals(label.strip())
                || label.chars().anyMatch(Character::isISOControl)) {
            faults.add(
                    new Fault(
                            pointer,
                            "must have 1 to " + LONGEST_LABEL
                                    + " characters, none of them a control character, "
                                    + "and no blanks around"));
        }
    }

    private Selection selection(Selection before, List<Fault> faults) {
        return checked("", before, faults, () -> {
            var levels = priorities == null ? before.priorities() : priorities(priorities, faults);
            return new Selection(
                    include == null ? before.include() : include,
                    exclude == null ? before.exclude() : exclude,
                    skipFluff == null ? before.skipFluff() : skipFluff,
                    levels);
        });
    }

    private static Map<Integer, FilePriority> priorities(
            List<PriorityRequest> requested,
            List<Fault> faults) {
        var priorities = new HashMap<Integer, FilePriority>();
        for (int i = 0; i < requested.size(); i++) {
            var entry = requested.get(i);
            var pointer = "/priorities/" + i;
            if (entry == null || entry.index() == null || entry.index() < 0) {
                faults.add(new Fault(pointer + "/index", "must be the index of a file, from 0"));
                continue;
            }
            var priority = entry.priority() == null ? null : FilePriority.ofLabel(entry.priority());
            if (priority == null) {
                faults.add(new Fault(pointer + "/priority", "must be skip, low, normal or high"));
            } else {
                priorities.put(entry.index(), priority);
            }
        }
        return priorities;
    }

    private TorrentLimits limits(TorrentLimits before, List<Fault> faults) {
        var asked = limits;
        if (asked == null) {
            return before;
        }
        return checked(
                "/limits",
                before,
                faults,
                () -> new TorrentLimits(
                        or(asked.downloadBytesPerSecond(), before.downloadBytesPerSecond()),
                        or(asked.uploadBytesPerSecond(), before.uploadBytesPerSecond()),
                        or(asked.connections(), before.connections()),
                        or(asked.uploadSlots(), before.uploadSlots())));
    }

    private static int or(@Nullable Integer asked, int before) {
        return asked == null ? before : asked;
    }

    private SeedGoals goals(SeedGoals before, List<Fault> faults) {
        var asked = seedGoals;
        if (asked == null) {
            return before;
        }
        var time = time(asked.seedTime(), faults);
        var action = action(asked.action(), faults);
        return checked("/seedGoals", before, faults, () -> new SeedGoals(asked.ratio(), time, action));
    }

    private static @Nullable Duration time(@Nullable String text, List<Fault> faults) {
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeParseException _) {
            faults.add(new Fault("/seedGoals/seedTime", "must be an ISO-8601 duration: P3DT12H"));
            return null;
        }
    }

    private static @Nullable GoalAction action(@Nullable String text, List<Fault> faults) {
        return switch (text) {
            case null -> null;
            case "stop" -> GoalAction.STOP;
            case "remove" -> GoalAction.REMOVE;
            case "removeData" -> GoalAction.REMOVE_DATA;
            default -> {
                faults.add(new Fault("/seedGoals/action", "must be stop, remove or removeData"));
                yield null;
            }
        };
    }

    private static <T> T checked(String parent, T before, List<Fault> faults, Supplier<T> value) {
        try {
            return value.get();
        } catch (BadValueException e) {
            faults.add(new Fault(parent + "/" + e.field(), e.reason()));
            return before;
        }
    }
}
