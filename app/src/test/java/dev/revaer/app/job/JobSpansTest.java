package dev.revaer.app.job;

import java.util.ArrayList;

import dev.revaer.app.trace.Tracing;
import dev.revaer.app.trace.TracingSettings;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobSpansTest {
    private static final InfoHash HASH = new InfoHash("0123456789abcdef0123456789abcdef01234567");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesTheJobThoughItsTraceCannotBeRead(boolean isTraced) {
        var done = new ArrayList<InfoHash>();
        try (var tracing = new Tracing("1")) {
            if (isTraced) {
                tracing.use(new TracingSettings("http://127.0.0.1:1", 0));
            }
            var spans = new JobSpans(tracing, _ -> {
                throw new IllegalStateException("the database is away");
            }, (_, _, _) -> {});

            spans.during(HASH, 1, () -> done.add(HASH));
        }

        assertThat(done).containsExactly(HASH);
    }

    @Test
    void asksForNoTraceWhileNoneIsWanted() {
        var asked = new ArrayList<InfoHash>();
        try (var tracing = new Tracing("1")) {
            new JobSpans(tracing, infoHash -> {
                asked.add(infoHash);
                return null;
            }, (_, _, _) -> {}).during(HASH, 1, () -> {});
        }

        assertThat(asked).isEmpty();
    }
}
