package dev.revaer.app.database;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
            "postgres://ann:secret@db:5433/media, jdbc:postgresql://db:5433/media, ann, secret",
            "postgresql://ann:secret@db/media, jdbc:postgresql://db/media, ann, secret",
            "postgres://ann@db/media, jdbc:postgresql://db/media, ann, ''",
            "postgres://ann:a%40b%2F%25@db/media?sslmode=require&x=1, jdbc:postgresql://db/media?sslmode=require&x=1, ann, a@b/%",
            "postgres://ann:a+b@db/my%20media, jdbc:postgresql://db/my+media, ann, a+b",
            "postgres://[::1]:5432/media?user=ann&password=s, jdbc:postgresql://[::1]:5432/media, ann, s",
            "'postgres://ann:s@a:1,b:2/media', 'jdbc:postgresql://a:1,b:2/media', ann, s",
            "jdbc:postgresql://db:5432/media?user=ann&password=a%26b+c&sslmode=require, jdbc:postgresql://db:5432/media?sslmode=require, ann, a&b c",
            "'  jdbc:postgresql://127.0.0.1/media?user=ann ', jdbc:postgresql://127.0.0.1/media, ann, ''"
    })
    void readsTheFormsThatPeopleUse(String text, String jdbcUrl, String user, String password) {
        var address = DatabaseAddress.parse(text);

        assertThat(address).isEqualTo(new DatabaseAddress(jdbcUrl, user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "media", "mysql://ann:secret@db/media", "postgres:ann:secret@db/media",
            "postgres://ann:secret@db",
            "postgres://ann:secret@db/", "postgres://ann:secret@/media", "postgres://ann:secret@db:0/media",
            "postgres://ann:secret@db:65536/media", "postgres://ann:secret@db:port/media",
            "postgres://db/media",
            "postgres://ann:secret%zz@db/media", "postgres://ann:secret@secret@db/media",
            "jdbc:postgresql:media", "jdbc:postgresql://db/media?password=secret",
            "postgres://ann:secret%00@db/media",
            "postgres://ann:secret@db/media#secret", "postgres://%20:secret@db/media"
    })
    void refusesTheRestWithoutRepeatingThePassword(String text) {
        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> DatabaseAddress.parse(text))
                .withMessageContaining("expected postgres://user:password@host:port/database")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void refusesAPasswordInTheJdbcUrl() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(
                        () -> new DatabaseAddress("jdbc:postgresql://db/media?password=secret", "ann", ""))
                .withMessageNotContaining("secret");
    }

    @Test
    void keepsThePasswordToItself() {
        var address = DatabaseAddress.parse("postgres://ann:secret@db/media");

        assertThat(address).hasToString("ann at jdbc:postgresql://db/media");
    }

    @RepeatedTest(200)
    void readsOrRefusesButNeverBreaks(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var pieces = new String[]{"postgres://", "jdbc:postgresql://", "ann", ":", "@", "/", "?", "&", "=",
                "%", "%41",
                "user=", "password=", "[::1]", ",", "#", "5432", "99999", "\0", " ", "é", "+"};
        var text = new StringBuilder(random.nextBoolean() ? "postgres://a:b@" : "");
        for (var piece = random.nextInt(12); piece >= 0; piece--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }

        try {
            assertThat(DatabaseAddress.parse(text.toString()).jdbcUrl()).startsWith("jdbc:postgresql://");
        } catch (DatabaseException e) {
            assertThat(e).hasMessageContaining("expected ");
        }
    }
}
