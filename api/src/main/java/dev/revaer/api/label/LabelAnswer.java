package dev.revaer.api.label;

import java.util.List;
import java.util.Locale;

import dev.revaer.api.label.LabelCatalog.Counted;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;
import dev.revaer.engine.seeding.SeedGoals;
import org.jspecify.annotations.Nullable;

/// Categories and tags as the API shows them.
final class LabelAnswer {
    private LabelAnswer() {}

    /// A category.
    ///
    /// @param downloadDir where its torrents go that name no directory; null for the usual one
    /// @param limits on its torrents together
    /// @param torrents how many are in it
    public record CategoryAnswer(
            String name,
            @Nullable String downloadDir,
            RatesAnswer limits,
            GoalsAnswer seedGoals,
            @Nullable String fsopsProfile,
            int torrents) {

        static CategoryAnswer of(Counted<Category> counted) {
            var category = counted.label();
            var directory = category.downloadDir();
            var limits = category.limits();
            return new CategoryAnswer(
                    category.name(),
                    directory == null ? null : directory.toString(),
                    new RatesAnswer(limits.downloadBytesPerSecond(), limits.uploadBytesPerSecond()),
                    GoalsAnswer.of(category.seedGoals()),
                    category.fsopsProfile(),
                    counted.torrents());
        }
    }

    /// All categories by name.
    public record CategoryList(List<CategoryAnswer> items) {
        public CategoryList {
            items = List.copyOf(items);
        }
    }

    /// A tag.
    ///
    /// @param torrents how many carry it
    public record TagAnswer(String name, GoalsAnswer seedGoals, int torrents) {
        static TagAnswer of(Counted<Tag> counted) {
            var tag = counted.label();
            return new TagAnswer(tag.name(), GoalsAnswer.of(tag.seedGoals()), counted.torrents());
        }
    }

    /// All tags by name.
    public record TagList(List<TagAnswer> items) {
        public TagList {
            items = List.copyOf(items);
        }
    }

    /// Caps; 0 for none.
    public record RatesAnswer(int downloadBytesPerSecond, int uploadBytesPerSecond) {}

    /// When torrents have seeded enough; what is null is inherited.
    ///
    /// @param seedTime ISO-8601
    /// @param action `stop`, `remove` or `removeData`
    public record GoalsAnswer(@Nullable Double ratio, @Nullable String seedTime, @Nullable String action) {
        static GoalsAnswer of(SeedGoals goals) {
            var time = goals.seedTime();
            return new GoalsAnswer(goals.ratio(), time == null ? null : time.toString(), action(goals));
        }

        private static @Nullable String action(SeedGoals goals) {
            return switch (goals.action()) {
                case null -> null;
                case REMOVE_DATA -> "removeData";
                case STOP, REMOVE -> goals.action().name().toLowerCase(Locale.ROOT);
            };
        }
    }
}
