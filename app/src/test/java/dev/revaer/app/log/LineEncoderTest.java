package dev.revaer.app.log;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LineEncoderTest {
    /// A name that would forge a line, clear the screen, and turn the direction of what follows.
    private static final String HOSTILE = "film\r\n00:00:00.000 INFO  Setup forged\u001b[2J\u009b2J\u202e\u2028";

    private LogFormat format = LogFormat.TEXT;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final LoggerContext context = new LoggerContext();
    private Logger logger;

    @BeforeEach
    void listen() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        logger = context.getLogger("dev.revaer.app.some.Room");
        logger.setLevel(Level.TRACE);
        events.setContext(context);
        events.start();
        logger.addAppender(events);
    }

    @Test
    void writesALineForPeople() {
        logger.atWarn().addKeyValue("infoHash", "abc").addKeyValue("why", "a \"b\"").log("it failed");

        assertThat(text()).matches(
                "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Room                     it failed infoHash=\"abc\" why=\"a \\\\\"b\\\\\"\"\n");
    }

    @Test
    void letsNoNameForgeALineOrSteerATerminal() {
        logger.atInfo()
                .addKeyValue("name", HOSTILE)
                .setCause(new IllegalStateException(HOSTILE, new RuntimeException(HOSTILE)))
                .log(HOSTILE);
        var text = text();
        format = LogFormat.JSON;
        var json = text();

        assertThat(text.lines().filter(line -> !line.startsWith("    "))).hasSize(1);
        assertThat(text).startsWith(text.substring(0, 44))
                .contains("film\\r\\n00:00:00.000 INFO  Setup forged\\u001b[2J");
        assertThat(json.lines()).hasSize(1);
        for (var written : new String[]{text, json}) {
            assertThat(written.replace("\n", "").codePoints()).noneMatch(
                    point -> Character.isISOControl(point) || point == 0x202e || point == 0x2028);
        }
        assertThat(JsonMapper.shared().readTree(json).at("/fields/name").asString())
                .isEqualTo("film\\r\\n00:00:00.000 INFO  Setup forged\\u001b[2J\\u009b2J\\u202e\\u2028");
    }

    @Test
    void writesJsonWithTheIdsOfTheRequest() {
        context.getMDCAdapter().put("requestId", "r-1");
        context.getMDCAdapter().put("traceId", "t-1");
        format = LogFormat.JSON;
        var failure = new IllegalStateException("why");
        failure.addSuppressed(new IllegalArgumentException("on the way"));
        logger.atError().addKeyValue("path", "/x").setCause(failure).log("failed");

        var line = JsonMapper.shared().readTree(text());
        assertThat(line.path("level").asString()).isEqualTo("ERROR");
        assertThat(line.path("logger").asString()).isEqualTo("dev.revaer.app.some.Room");
        assertThat(line.path("message").asString()).isEqualTo("failed");
        assertThat(line.path("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(line.path("requestId").asString()).isEqualTo("r-1");
        assertThat(line.path("traceId").asString()).isEqualTo("t-1");
        assertThat(line.at("/fields/path").asString()).isEqualTo("/x");
        assertThat(line.at("/stack/0").asString()).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(line.path("stack").valueStream().map(frame -> frame.asString()))
                .contains("beside java.lang.IllegalArgumentException: on the way");
    }

    @Test
    void hidesSecretsUnlessTheyAreToBeHandedOver() {
        logger.atInfo()
                .addKeyValue("token", "rvsetup_0123456789abcdef0")
                .log("http://me:secret@tracker/announce");
        var hidden = text();
        events.list.clear();
        logger.atWarn()
                .addMarker(LogMarkers.SHOWN)
                .addKeyValue("token", "rvsetup_0123456789abcdef0")
                .log("use it");

        assertThat(hidden).doesNotContain("0123456789abcdef0", "secret").contains("token=\"***\"");
        assertThat(text()).contains("token=\"rvsetup_0123456789abcdef0\"");
    }

    private String text() {
        return new String(LineEncoder.encode(events.list.getLast(), format), StandardCharsets.UTF_8);
    }
}
