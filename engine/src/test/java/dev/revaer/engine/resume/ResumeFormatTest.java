package dev.revaer.engine.resume;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResumeFormatTest {
    @Test
    void marksADictionaryInItsFirstEntries() {
        var marked = ResumeFormat.mark(ascii("d4:spam4:eggse"), List.of(3, 17));

        assertThat(marked).asString()
                .isEqualTo("d14:!revaer-formati1e14:!revaer-latestli3ei17ee4:spam4:eggse");
        assertThat(ResumeFormat.isNewer(marked)).isFalse();
        assertThat(ResumeFormat.latest(marked)).containsExactly(3, 17);
    }

    @Test
    void namesNoPieceWhereNoneWasFinished() {
        assertThat(ResumeFormat.latest(ResumeFormat.mark(ascii("de"), List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "", "d14:!revaer", "d14:!revaer-formati", "d14:!revaer-formati1ee"})
    void takesWhatIsNotMarkedForItsOwn(String text) {
        assertThat(ResumeFormat.isNewer(ascii(text))).isFalse();
        assertThat(ResumeFormat.latest(ascii(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d14:!revaer-formati2ee", "d14:!revaer-formati99999999999e14:!revaer-latestd"})
    void knowsANewerOne(String text) {
        assertThat(ResumeFormat.isNewer(ascii(text))).isTrue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
