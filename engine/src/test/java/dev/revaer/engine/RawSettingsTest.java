package dev.revaer.engine;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RawSettingsTest {
    @Test
    void takesWhatIsOnTheList() {
        var raw = new RawSettings(Map.of("peer_turnover", 100, "prefer_rc4", true));

        assertThat(raw.values()).containsEntry("peer_turnover", 100).containsEntry("prefer_rc4", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen_interfaces", "user_agent", "proxy_type", "alert_mask", "ssrf_mitigation",
            "",
            "Peer_turnover"})
    void refusesWhatIsNot(String name) {
        refuses(name, 1);
    }

    @Test
    void refusesValuesOfAnotherTypeOrOutOfRange() {
        refuses("peer_turnover", 101);
        refuses("peer_turnover", -1);
        refuses("peer_turnover", 1L << 40);
        refuses("peer_turnover", 5.0);
        refuses("peer_turnover", true);
        refuses("peer_turnover", "5");
        refuses("prefer_rc4", 1);
    }

    private static void refuses(String name, Object value) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new RawSettings(Map.of(name, value)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("rawSettings/" + name));
    }
}
