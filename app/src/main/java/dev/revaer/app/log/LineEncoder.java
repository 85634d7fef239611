package dev.revaer.app.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.revaer.api.log.LogLine;
import tools.jackson.databind.json.JsonMapper;

/// Writes lines to the console as [LogFormat] says, whatever names of torrents and files there are in them.
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int LOGGER_WIDTH = 24;
    /// Of a request, and on the level of what each line has.
    private static final List<String> IDS = List.of("requestId", "traceId", "spanId");

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encode(event, LogFormat.ofConsole());
    }

    static byte[] encode(ILoggingEvent event, LogFormat format) {
        var line = LogLines.forConsole(event);
        var text = switch (format) {
            case TEXT -> text(line);
            case JSON -> json(line);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(LogLine line) {
        var text = new StringBuilder();
        var name = line.logger().substring(line.logger().lastIndexOf('.') + 1);
        var shown = name.substring(Math.max(0, name.length() - LOGGER_WIDTH));
        text.append(TIME.format(line.at()))
                .append(String.format(Locale.ROOT, " %-5s %-24s ", line.level(), shown))
                .append(line.message());
        line.fields()
                .forEach(
                        (field, value) -> text.append(' ')
                                .append(field)
                                .append("=\"")
                                .append(value.replace("\"", "\\\""))
                                .append('"'));
        text.append('\n');
        line.stack().forEach(frame -> text.append("    ").append(frame).append('\n'));
        return text.toString();
    }

    private static String json(LogLine line) {
        var members = new LinkedHashMap<String, Object>();
        members.put("timestamp", line.at().toString());
        members.put("level", line.level().name());
        members.put("logger", line.logger());
        members.put("thread", line.thread());
        members.put("message", line.message());
        var fields = new LinkedHashMap<>(line.fields());
        for (var id : IDS) {
            var value = fields.remove(id);
            if (value != null) {
                members.put(id, value);
            }
        }
        if (!fields.isEmpty()) {
            members.put("fields", fields);
        }
        if (!line.stack().isEmpty()) {
            members.put("stack", line.stack());
        }
        return JsonMapper.shared().writeValueAsString(members) + "\n";
    }
}
