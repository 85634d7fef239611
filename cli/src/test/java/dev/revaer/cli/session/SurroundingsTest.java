package dev.revaer.cli.session;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class SurroundingsTest {
    @ParameterizedTest
    @CsvSource({
            "/config,/config/revaer/cli.toml", "relative,/home/me/.config/revaer/cli.toml",
            "'',/home/me/.config/revaer/cli.toml"})
    void findsTheConfigurationFile(String directory, String file) {
        assertThat(Surroundings.of(Map.of("XDG_CONFIG_HOME", directory), "/home/me", false).configFile())
                .hasToString(file);
    }

    @Test
    void looksForItWhereTheServicePutsIt() {
        assertThat(Surroundings.of(Map.of("HOME", "/srv/me"), "/nonexistent", false).configFile())
                .hasToString("/srv/me/.config/revaer/cli.toml");
    }

    @Test
    void takesEmptyForUnset() {
        var surroundings = Surroundings
                .of(Map.of("REVAER_URL", " ", "REVAER_API_KEY", ""), "/home/me", false);

        assertThat(surroundings.url()).isNull();
        assertThat(surroundings.apiKey()).isNull();
    }

    @Test
    void coloursForPeopleWhoWantIt() {
        assertThat(Surroundings.of(Map.of(), "/", true).terminal().coloured()).isTrue();
        assertThat(Surroundings.of(Map.of("TERM", "dumb"), "/", true).terminal().coloured()).isFalse();
        assertThat(Surroundings.of(Map.of("NO_COLOR", "1"), "/", true).terminal().coloured()).isFalse();
        assertThat(Surroundings.of(Map.of(), "/", false).terminal().coloured()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"132,132", "x,80", "-4,80", "5,20"})
    void readsTheWidth(String columns, int width) {
        assertThat(Surroundings.of(Map.of("COLUMNS", columns), "/", true).terminal().columns())
                .isEqualTo(width);
    }

    @Test
    void keepsTheKeyOutOfItsText() {
        assertThat(Surroundings.of(Map.of("REVAER_API_KEY", "secret"), "/", true).toString())
                .doesNotContain("secret");
    }
}
