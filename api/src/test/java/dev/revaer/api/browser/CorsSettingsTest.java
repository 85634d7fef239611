package dev.revaer.api.browser;

import java.util.List;

import dev.revaer.engine.BadValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CorsSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://media.example", "http://localhost:5173", "http://192.0.2.7:8080",
            "http://[2001:db8::7]:8080", "moz-extension://3c0b6a3e-0000-4000-8000-000000000000"})
    void takesOriginsAsBrowsersWriteThem(String origin) {
        assertThat(new CorsSettings(List.of(origin)).origins()).containsExactly(origin);
    }

    @ParameterizedTest
    @CsvSource({"*,any page", "https://*.example,any page", "null,must be an origin",
            "media.example,must be an origin",
            "https://media.example/,must be an origin", "https://me@media.example,must be an origin",
            "https://Media.example,lower case", "https://media.example:443,usual port",
            "http://media.example:80,usual port", "https://media.example:0,must be an origin",
            "'',must be an origin"})
    void refusesWhatNoBrowserSendsOrEverybodyIs(String origin, String reason) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new CorsSettings(List.of("https://media.example", origin)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.field()).isEqualTo("origins/1"));
    }
}
