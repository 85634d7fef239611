package dev.revaer.app.database.breaker;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TroubleTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "53100", "53300", "57014", "57P01", "57P03", "58030"})
    void knowsWhatTheServerIsToBlameFor(String state) {
        var thrown = new IllegalStateException(new SQLException("out of order\nin detail", state));

        assertThat(Trouble.of(thrown)).contains(new Trouble("out of order", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "55P03", "42601"})
    void leavesTheServerAloneForWhatTheStatementIsToBlameFor(String state) {
        assertThat(Trouble.of(new SQLException("no", state))).isEmpty();
        assertThat(Trouble.of(new IllegalStateException("no"))).isEmpty();
    }

    @Test
    void saysWhatIsBeneathThePoolsOwnWords() {
        var refused = new SQLException("sorry, too many clients already", "53300");

        assertThat(Trouble.of(new SQLTransientConnectionException("not available after 4000 ms", refused)))
                .contains(new Trouble("no answer in time: sorry, too many clients already", true));
    }

    @Test
    void knowsSilence() {
        var silent = new SQLException("An I/O error occurred", "08006", new SocketTimeoutException());

        assertThat(Trouble.of(silent).orElseThrow().isSilence()).isTrue();
    }
}
