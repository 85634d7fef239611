package dev.revaer.app.secret;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretBoxTest {
    private static final String PLACE = "/engine/network/proxy/password";

    private final SecretKey key = SecretKey.random();
    private final SecretBox box = new SecretBox(List.of(key));

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "ключ 🔑", "sealed:v1:00000000:xx"})
    void opensWhatItSealed(String secret) {
        var sealed = box.seal(secret, PLACE);

        assertThat(box.open(sealed, PLACE)).hasValue(secret);
        assertThat(SecretBox.isSealed(sealed)).isTrue();
        assertThat(box.isCurrent(sealed)).isTrue();
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(box.seal("s3cret", PLACE)).isNotEqualTo(box.seal("s3cret", PLACE))
                .doesNotContain("s3cret");
    }

    @Test
    void opensWithAnOldKeyAndSealsWithTheCurrentOne() {
        var sealed = box.seal("s3cret", PLACE);
        var rotated = new SecretBox(List.of(SecretKey.random(), key));

        assertThat(rotated.open(sealed, PLACE)).hasValue("s3cret");
        assertThat(rotated.isCurrent(sealed)).isFalse();
        assertThat(box.open(rotated.seal("s3cret", PLACE), PLACE)).isEmpty();
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        assertThat(new SecretBox(List.of(SecretKey.random())).open(box.seal("s3cret", PLACE), PLACE))
                .isEmpty();
    }

    @Test
    void doesNotOpenAtAnotherPlace() {
        assertThat(box.open(box.seal("s3cret", PLACE), "/limits/note")).isEmpty();
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        var sealed = box.seal("s3cret", PLACE);
        for (int i = SecretBox.MARK.length(); i < sealed.length() - 1; i++) {
            var changed = sealed.substring(0, i) + (sealed.charAt(i) == 'a' ? 'b' : 'a')
                    + sealed.substring(i + 1);

            assertThat(box.open(changed, PLACE)).as("character " + i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "sealed:v1:", "sealed:v1:00000000:", "sealed:v1:00000000:AAAA",
            "sealed:v1:zz:AAAA", "sealed:v2:00000000:AAAA"})
    void doesNotOpenWhatIsNotSealed(String text) {
        assertThat(box.open(text, PLACE)).isEmpty();
        assertThat(box.open(text.replace("00000000", key.name()), PLACE)).isEmpty();
    }
}
