package dev.revaer.app.audit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.revaer.api.access.DeniedAccess.Denial;
import dev.revaer.app.audit.DenialTally.Told;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DenialTallyTest {
    private final AtomicLong nanos = new AtomicLong();
    private final DenialTally tally = new DenialTally(Duration.ofMinutes(1), nanos::get);

    @Test
    void tellsTheFirstOfItsKindAtOnceAndTheOthersAsANumber() {
        IntStream.range(0, 1_000).forEach(i -> tally.add(denial("192.0.2.1", "/v1/" + i)));

        assertThat(tally.take()).containsExactly(
                new Told(
                        "anonymous",
                        "GET /v1/0",
                        Map.of("reason", "api-key-unknown", "address", "192.0.2.1")));
        assertThat(tally.take()).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(tally.take()).containsExactly(
                new Told(
                        "anonymous",
                        null,
                        Map.of("reason", "api-key-unknown", "address", "192.0.2.1", "repeated", 999L)));
    }

    @Test
    void tellsFiftyKindsAndTheRestAsOneNumber() {
        IntStream.range(0, 250).forEach(i -> tally.add(denial("192.0.2." + i, "/")));

        assertThat(tally.take()).hasSize(50);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(tally.take())
                .containsExactly(new Told("system", null, Map.of("reason", "many", "others", 200L)));
    }

    @Test
    void beginsAnewWithEachWindow() {
        tally.add(denial("192.0.2.1", "/"));
        tally.take();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(tally.take()).isEmpty();

        tally.add(denial("192.0.2.1", "/"));

        assertThat(tally.take()).hasSize(1);
    }

    private static Denial denial(String address, String path) {
        return new Denial("api-key-unknown", "anonymous", address, "GET", path);
    }
}
