package dev.revaer.engine.label;

import dev.revaer.engine.BadValueException;
import dev.revaer.engine.limit.RateLimits;
import dev.revaer.engine.seeding.SeedGoals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CategoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"tv", "tv/shows/new", "Ünïcödé 日本", "🎬", "a b"})
    void takesNamesOfPeople(String name) {
        assertThat(category(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " tv", "tv ", "t\nv", "t\u0000v", "\uD83C", "/tv", "tv/", "tv//new"})
    void refusesNamesThatCannotBeShownOrParted(String name) {
        assertThatThrownBy(() -> category(name)).isInstanceOfSatisfying(
                BadValueException.class,
                e -> assertThat(e.field()).isEqualTo("name"));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5000})
    void refusesNamesThatAreTooLong(int length) {
        assertThatThrownBy(() -> category("n".repeat(length))).isInstanceOf(BadValueException.class);
    }

    private static Category category(String name) {
        return new Category(name, null, RateLimits.NONE, SeedGoals.INHERITED, null);
    }
}
