package dev.revaer.app.setting;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ImmutableKeysTest {
    @ParameterizedTest
    @CsvSource({
            "/engine/network/dht, /engine/network/dht, true",
            "/engine/network/dht, /engine/network/pex, false",
            "/engine/network, /engine/network/proxy/host, true",
            "/engine/network/proxy/host, /engine/network/proxy, true",
            "/engine/*/host, /engine/network/proxy, false",
            "/engine/*/proxy, /engine/network/proxy/port, true",
            "/*, /limits/minSeedTime, true",
            "/eng, /engine/connections, false"})
    void holdsWhatItNamesAndAllBelow(String pattern, String pointer, boolean holds) {
        assertThat(new ImmutableKeys(List.of("/nothing", pattern)).hold(pointer)).isEqualTo(holds);
    }
}
