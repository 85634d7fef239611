package dev.revaer.api.rate;

import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyBucketsTest {
    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final TestClock clock = new TestClock();
    private final KeyBuckets buckets = new KeyBuckets(clock);

    @BeforeEach
    void allowTenAtOnceAndTwoASecond() {
        buckets.use(new RateSettings(2, 10, 5));
    }

    @Test
    void countsDown() {
        var first = buckets.take(ANN);
        var second = buckets.take(ANN);

        assertThat(first).isEqualTo(new KeyBuckets.Taken(true, 10, 9, 1, 0));
        assertThat(second.remaining()).isEqualTo(8);
    }

    @Test
    void refusesWhenTheBucketIsEmptyAndSaysHowLongToWait() {
        IntStream.range(0, 10).forEach(_ -> buckets.take(ANN));

        var refused = buckets.take(ANN);

        assertThat(refused).isEqualTo(new KeyBuckets.Taken(false, 10, 0, 5, 1));
    }

    @Test
    void fillsAsTimeGoesBy() {
        IntStream.range(0, 10).forEach(_ -> buckets.take(ANN));

        clock.passMillis(500);

        assertThat(buckets.take(ANN).isAllowed()).isTrue();
        assertThat(buckets.take(ANN).isAllowed()).isFalse();
        clock.passMillis(60_000);
        assertThat(buckets.take(ANN).remaining()).isEqualTo(9);
    }

    @Test
    void keepsKeysApart() {
        IntStream.range(0, 11).forEach(_ -> buckets.take(ANN));

        assertThat(buckets.take(BOB).remaining()).isEqualTo(9);
    }

    @Test
    void beginsAnewWithOtherBounds() {
        IntStream.range(0, 11).forEach(_ -> buckets.take(ANN));

        buckets.use(new RateSettings(3, 30, 5));

        assertThat(buckets.take(ANN)).extracting("limit", "remaining").containsExactly(30L, 29L);
    }
}
