package dev.revaer.engine.create;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SourceAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://tracker.test/announce", "HTTPS://tracker.test:8443/a?key=1",
            "udp://tracker.test:6969", "udp://my_tracker:80/a", "udp://[::1]:6969/announce"})
    void letsTrackersPass(String address) {
        assertThat(SourceAddress.TRACKER.fault(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ws://tracker.test/a|must begin with http://, https://, udp://",
            "wss://tracker.test/a|must begin with", "tracker.test|must begin with",
            "'http://tracker.test/a b'|not an address", "http:///announce|names no host",
            "http:/announce|names no host", "udp://tracker.test/a|udp needs a port",
            "http://tracker.test/ü|percent-encoded", "''|must begin with"})
    void refusesWhatIsNoTracker(String address, String fault) {
        assertThat(SourceAddress.TRACKER.fault(address)).get().asString().contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://seed.test:1/a", "ftp://seed.test/a", "file:///etc/passwd"})
    void refusesWhatIsNoWebSeed(String address) {
        assertThat(SourceAddress.WEB_SEED.fault(address)).isPresent();
        assertThat(SourceAddress.WEB_SEED.fault("http://seed.test/a/")).isEmpty();
    }
}
