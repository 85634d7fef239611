package dev.revaer.app.log;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.revaer.api.log.LogFeed;
import dev.revaer.api.log.LogFilter;
import dev.revaer.api.log.LogLevel;
import dev.revaer.api.log.LogLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogRingTest {
    private static final LogFilter ALL = new LogFilter(LogLevel.TRACE, Set.of());
    private static final Duration SOON = Duration.ofMillis(1);

    private LoggerContext context;
    private LogRing ring;

    @BeforeEach
    void start() {
        context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        ring = new LogRing();
        ring.setContext(context);
        ring.start();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.TRACE);
        root.addAppender(ring);
    }

    @AfterEach
    void stop() {
        ring.close();
        context.stop();
    }

    @Test
    void givesTheLastLinesFirst() throws InterruptedException {
        for (int i = 1; i <= LogRing.KEPT + 3; i++) {
            context.getLogger("a").info("line {}", i);
        }

        try (var feed = ring.open(ALL)) {
            var lines = lines(feed);
            context.getLogger("a").warn("new");

            assertThat(lines).hasSize(LogRing.KEPT);
            assertThat(lines.getFirst().message()).isEqualTo("line 4");
            assertThat(lines(feed)).extracting(LogLine::message).containsExactly("new");
        }
    }

    @Test
    void filtersByLevelAndLogger() throws InterruptedException {
        try (var feed = ring.open(new LogFilter(LogLevel.WARN, Set.of("a.b")))) {
            context.getLogger("a.b").info("too little");
            context.getLogger("a.bc").error("another");
            context.getLogger("a.b").warn("one");
            context.getLogger("a.b.c").error("two");

            assertThat(lines(feed)).extracting(LogLine::message).containsExactly("one", "two");
        }
    }

    @Test
    void tellsASlowReaderWhatItMissed() throws InterruptedException {
        try (var feed = ring.open(ALL)) {
            for (int i = 1; i <= Reader.MOST_WAITING + 7; i++) {
                context.getLogger("a").info("x");
            }

            var next = Objects.requireNonNull(feed.next(SOON));

            assertThat(next.missed()).isEqualTo(7);
            assertThat(next.lines()).extracting(LogLine::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(8, Reader.MOST_WAITING + 7L).boxed().toList());
            assertThat(Objects.requireNonNull(feed.next(SOON)).missed()).isZero();
        }
    }

    @Test
    void keepsOneLineOneLine() throws InterruptedException {
        try (var feed = ring.open(ALL)) {
            context.getLogger("a")
                    .atWarn()
                    .addKeyValue("name", "x\r\nERROR forged \u001b[2J\u009b\u202e")
                    .setCause(new IllegalStateException("a\nb", new IllegalArgumentException("c")))
                    .log("torrent {}", "y\nz");

            var line = lines(feed).getFirst();

            assertThat(line.message()).isEqualTo("torrent y\\nz");
            assertThat(line.fields()).containsEntry("name", "x\\r\\nERROR forged \\u001b[2J\\u009b\\u202e");
            assertThat(line.stack().getFirst()).isEqualTo("java.lang.IllegalStateException: a\\nb");
            assertThat(line.stack()).contains("caused by java.lang.IllegalArgumentException: c")
                    .hasSizeLessThan(100);
        }
    }

    @Test
    void tellsNoSecrets() throws InterruptedException {
        var secret = "s3cr3tS3cr3tS3cr3tS3cr3t";
        try (var feed = ring.open(ALL)) {
            var log = context.getLogger("a");
            log.warn("a key rv_{} and a token rvsetup_{}", secret, secret);
            log.warn("http://x/announce?passkey={}&uploaded=1", secret);
            log.warn("Authorization: Bearer {} X-Revaer-Api-Key: {}", secret, secret);
            log.warn("http://me:{}@proxy:1/", secret);
            log.atWarn().addKeyValue("setupToken", secret).log("password=\"{}\"", secret);

            assertThat(lines(feed)).hasSize(5).allSatisfy(line -> {
                assertThat(line.toString()).doesNotContain(secret).contains("***");
            });
        }
    }

    @Test
    void leavesOutWhatComesOfSending() throws InterruptedException {
        try (var feed = ring.open(ALL)) {
            context.getLogger("io.netty.channel").debug("write");
            context.getLogger("io.netty.channel").warn("wrong");

            assertThat(lines(feed)).extracting(LogLine::message).containsExactly("wrong");
        }
    }

    @Test
    void endsFeeds() throws InterruptedException {
        var feed = ring.open(ALL);

        ring.end();

        assertThat(feed.next(Duration.ofSeconds(10))).isNull();
    }

    private static List<LogLine> lines(LogFeed feed) throws InterruptedException {
        return Objects.requireNonNull(feed.next(SOON)).lines();
    }
}
