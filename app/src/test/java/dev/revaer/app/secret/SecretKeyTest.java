package dev.revaer.app.secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SecretKeyTest {
    private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @ParameterizedTest
    @ValueSource(strings = {HEX, "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
            " ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8= ", "ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8"})
    void readsTheSameKeyHoweverItIsWritten(String text) {
        assertThat(SecretKey.parse(text).base64()).isEqualTo("ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password", "ABEiM0RV", "not!base64",
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeef"})
    void refusesWhatIsNotThirtyTwoBytesAndDoesNotRepeatIt(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretKey.parse(text))
                .withMessageContaining("32 bytes")
                .satisfies(e -> assertThat(text.isEmpty() || !e.toString().contains(text)).isTrue())
                .withNoCause();
    }

    @Test
    void isKnownByANameThatTellsNothing() {
        var key = SecretKey.parse(HEX);

        assertThat(key.name()).matches("[0-9a-f]{8}").isEqualTo(SecretKey.parse(HEX).name());
        assertThat(key.name()).isNotEqualTo(SecretKey.random().name());
        assertThat(key.toString()).doesNotContain(key.base64(), HEX.substring(0, 8));
    }
}
