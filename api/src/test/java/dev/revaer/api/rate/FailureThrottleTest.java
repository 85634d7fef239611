package dev.revaer.api.rate;

import java.net.InetAddress;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureThrottleTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final TestClock clock = new TestClock();
    private final FailureThrottle throttle = new FailureThrottle(clock);

    @BeforeEach
    void allowSixAMinute() {
        throttle.use(new RateSettings(500, 1000, 6));
    }

    @Test
    void holdsUpAfterTooManyFailures() {
        IntStream.range(0, 6).forEach(_ -> assertThat(throttle.failed(ADDRESS)).isZero());

        assertThat(throttle.failed(ADDRESS)).isEqualTo(10);
    }

    @Test
    void forgivesAsTimeGoesBy() {
        IntStream.range(0, 7).forEach(_ -> throttle.failed(ADDRESS));

        clock.passMillis(10_000);

        assertThat(throttle.failed(ADDRESS)).isZero();
        assertThat(throttle.failed(ADDRESS)).isPositive();
    }

    @Test
    void takesAWholeNetworkOfIpv6ForOneAndOtherAddressesForOthers() {
        IntStream.range(0, 7)
                .forEach(
                        i -> throttle.failed(
                                InetAddress.ofLiteral("2001:db8:0:1::" + Integer.toHexString(i + 1))));

        assertThat(throttle.failed(InetAddress.ofLiteral("2001:db8:0:1:ffff::9"))).isPositive();
        assertThat(throttle.failed(InetAddress.ofLiteral("2001:db8:0:2::1"))).isZero();
        assertThat(throttle.failed(ADDRESS)).isZero();
    }

    @Test
    void countsWhoHasNoAddressAsOne() {
        IntStream.range(0, 6).forEach(_ -> throttle.failed(null));

        assertThat(throttle.failed(null)).isPositive();
    }

    @Test
    void remembersNoMoreThanTenThousandAddresses() {
        IntStream.range(0, 10_500)
                .forEach(i -> throttle.failed(InetAddress.ofLiteral("10.1." + i / 250 + "." + i % 250)));

        assertThat(throttle.addresses()).isEqualTo(10_000);
    }
}
