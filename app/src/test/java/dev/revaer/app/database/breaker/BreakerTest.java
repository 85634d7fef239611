package dev.revaer.app.database.breaker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.revaer.app.database.breaker.Breaker.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BreakerTest {
    private final SQLException gone = new SQLException("gone", "08006");
    private static final Trouble SILENCE = new Trouble("silence", true);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger told = new AtomicInteger();
    private final Breaker breaker = new Breaker(nanos::get);

    @Test
    void opensAfterAFewFailures() {
        breaker.follow(told::incrementAndGet);
        breaker.failed(gone);
        breaker.failed(gone);
        assertThat(breaker.isOpen()).isFalse();

        breaker.failed(gone);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.reason()).isEqualTo("gone");
        assertThat(told).hasValue(1);
    }

    @Test
    void forgetsFailuresThatWereLongAgo() {
        breaker.failed(gone);
        breaker.failed(gone);
        pass(Duration.ofSeconds(11));
        breaker.failed(gone);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void countsNoFailureOfAStatement() {
        for (int i = 0; i < 10; i++) {
            breaker.failed(new SQLException("duplicate key", "23505"));
            breaker.failed((Throwable) null);
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAtOnceWhenTheProbeIsNotAnswered() {
        breaker.silent(SILENCE);

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void closesAfterATrial() {
        breaker.follow(told::incrementAndGet);
        breaker.silent(SILENCE);
        assertThat(breaker.isProbeDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.isProbeDue()).isTrue();

        breaker.answered();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        breaker.answered();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(Duration.ofSeconds(1));
        breaker.answered();

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(told).hasValue(2);
    }

    @Test
    void opensAgainAtTheFirstFailureOnTrialAndRestsLonger() {
        breaker.silent(SILENCE);
        pass(Duration.ofSeconds(1));
        breaker.answered();

        breaker.failed(gone);

        assertThat(breaker.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.isProbeDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.isProbeDue()).isTrue();
    }

    @Test
    void restsNoLongerThanFourSeconds() {
        for (int i = 0; i < 10; i++) {
            breaker.silent(SILENCE);
        }

        pass(Duration.ofSeconds(4));

        assertThat(breaker.isProbeDue()).isTrue();
    }

    @Test
    void keepsNobodyWaitingForAConnection() {
        var guarded = new GuardedDataSource(new org.postgresql.ds.PGSimpleDataSource(), breaker);
        breaker.silent(SILENCE);

        assertThatExceptionOfType(SQLException.class).isThrownBy(guarded::getConnection)
                .withMessage("the database does not answer: silence");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
