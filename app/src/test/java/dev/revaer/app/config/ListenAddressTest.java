package dev.revaer.app.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
            "127.0.0.1:7070, 127.0.0.1, 7070, 127.0.0.1:7070",
            "localhost:1, localhost, 1, localhost:1",
            "0.0.0.0:80, 0.0.0.0, 80, 127.0.0.1:80",
            "[::1]:7070, ::1, 7070, [::1]:7070",
            "[::]:65535, ::, 65535, [::1]:65535"
    })
    void readsHostAndPort(String text, String host, int port, String reachable) {
        var address = ListenAddress.parse(text);

        assertThat(address).isEqualTo(new ListenAddress(host, port));
        assertThat(address.reachable()).isEqualTo(reachable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7070", ":7070", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "::1:7070",
            "[::1]", "a b:7070", "127.0.0.1:-1", "http://127.0.0.1:7070", "127.0.0.1:123456"})
    void saysWhatItExpects(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("'" + text + "' is not host:port");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 99_999})
    void refusesPortsThatDoNotExist(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse("127.0.0.1:" + port))
                .withMessageContaining("port " + port + " is not from 1 to 65535");
    }
}
