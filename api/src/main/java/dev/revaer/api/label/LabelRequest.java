package dev.revaer.api.label;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.seeding.GoalAction;
import dev.revaer.engine.seeding.SeedGoals;
import org.jspecify.annotations.Nullable;

/// What categories and tags are made of.
final class LabelRequest {
    private LabelRequest() {}

    /// The body of `PUT /v1/categories/{name}`.
    ///
    /// @param downloadDir absolute; where its torrents go that name no directory
    /// @param fsopsProfile by which its downloads are post-processed
    public record CategoryRequest(
            @Nullable String downloadDir,
            @Nullable RatesRequest limits,
            @Nullable GoalsRequest seedGoals,
            @Nullable String fsopsProfile) {

        /// @throws ApiException with [Invalid], naming all faults
        Category check(String name) {
            var faults = new ArrayList<Fault>();
            var directory = path(downloadDir, faults);
            var rates = limits == null ? RateLimits.NONE : limits.check(faults);
            var goals = seedGoals == null ? SeedGoals.INHERITED : seedGoals.check(faults);
            return LabelRequest.checked(
                    faults,
                    () -> new Category(name, directory, rates, goals, fsopsProfile));
        }
    }

    /// The body of `PUT /v1/tags/{name}`.
    public record TagRequest(@Nullable GoalsRequest seedGoals) {
        /// @throws ApiException with [Invalid], naming all faults
        Tag check(String name) {
            var faults = new ArrayList<Fault>();
            var goals = seedGoals == null ? SeedGoals.INHERITED : seedGoals.check(faults);
            return LabelRequest.checked(faults, () -> new Tag(name, goals));
        }
    }

    /// Caps on the torrents of a category together; 0 or nothing for no cap.
    public record RatesRequest(
            @Nullable Integer downloadBytesPerSecond,
            @Nullable Integer uploadBytesPerSecond) {

        private RateLimits check(List<Fault> faults) {
            try {
                return new RateLimits(orZero(downloadBytesPerSecond), orZero(uploadBytesPerSecond));
            } catch (BadValueException e) {
                faults.add(new Fault("/limits/" + e.field(), e.reason()));
                return RateLimits.NONE;
            }
        }

        private static int orZero(@Nullable Integer cap) {
            return cap == null ? 0 : cap;
        }
    }

    /// When torrents have seeded enough; what is absent is inherited.
    ///
    /// @param ratio uploaded over downloaded; 0 for without end
    /// @param seedTime ISO-8601 (`P3DT12H`); zero for without end
    /// @param action `stop`, `remove` or `removeData`
    public record GoalsRequest(
            @Nullable Double ratio,
            @Nullable String seedTime,
            @Nullable String action) {

        private SeedGoals check(List<Fault> faults) {
            var does = action(faults);
            var time = time(faults);
            try {
                return new SeedGoals(ratio, time, does);
            } catch (BadValueException e) {
                faults.add(new Fault("/seedGoals/" + e.field(), e.reason()));
                return SeedGoals.INHERITED;
            }
        }

        private @Nullable Duration time(List<Fault> faults) {
            try {
                return seedTime == null ? null : Duration.parse(seedTime);
            } catch (DateTimeParseException _) {
                faults.add(new Fault("/seedGoals/seedTime", "must be an ISO-8601 duration: P3DT12H"));
                return null;
            }
        }

        private @Nullable GoalAction action(List<Fault> faults) {
            return switch (action) {
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
    }

    private static @Nullable Path path(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            var path = Path.of(text).normalize();
            if (path.isAbsolute()) {
                return path;
            }
            faults.add(new Fault("/downloadDir", "not an absolute path"));
        } catch (InvalidPathException e) {
            faults.add(new Fault("/downloadDir", "not a path: " + e.getReason()));
        }
        return null;
    }

    private static <T> T checked(List<Fault> faults, Supplier<T> label) {
        try {
            var checked = label.get();
            if (faults.isEmpty()) {
                return checked;
            }
        } catch (BadValueException e) {
            faults.add(new Fault("/" + e.field(), e.reason()));
        }
        throw new ApiException(new Invalid(faults));
    }
}
