package dev.revaer.api.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventEncoder;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.Severity;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes events as server-sent events: `id`, `event` and `data` with the envelope
/// `{id, type, at, severity, infoHash?, data}`.
public final class EventFrames implements EventEncoder {
    /// What Java can say and neither UTF-8 nor PostgreSQL's jsonb can hold: NUL, and halves of surrogate pairs.
    private static final Pattern UNSTORABLE = Pattern.compile(
            "(?<!\\\\)((?:\\\\\\\\)*+)\\\\u0000|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])"
                    + "|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private final JsonMapper json;

    public EventFrames(JsonMapper json) {
        this.json = json.rebuild().addModule(labels()).build();
    }

    @Override
    public byte[] encode(long id, Event event) {
        var data = event.data();
        return frame(id, data.type(), event.at(), data.severity(), event.infoHash(), data(data));
    }

    /// The `data` member alone, as it is kept in the journal. Torrents and archives name things as they like: what no
    /// text may hold is replaced by U+FFFD.
    public String data(EventData data) {
        return UNSTORABLE.matcher(json.writeValueAsString(data)).replaceAll(found -> {
            var backslashes = Objects.requireNonNullElse(found.group(1), "");
            return Matcher.quoteReplacement(backslashes + '\uFFFD');
        });
    }

    /// The frame of an event whose `data` is encoded already.
    ///
    /// @param data the `data` member as JSON
    public byte[] frame(
            long id,
            EventType type,
            Instant at,
            Severity severity,
            @Nullable InfoHash infoHash,
            String data) {
        var frame = new ByteArrayOutputStream(data.length() + 200);
        frame.writeBytes(utf8("id: " + id + "\nevent: " + type.label() + "\ndata: "));
        try (var envelope = json.createGenerator(frame)) {
            envelope.writeStartObject();
            envelope.writeNumberProperty("id", id);
            envelope.writeStringProperty("type", type.label());
            envelope.writeStringProperty("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
            envelope.writeStringProperty("severity", severity.label());
            if (infoHash != null) {
                envelope.writeStringProperty("infoHash", infoHash.hex());
            }
            envelope.writeName("data");
            envelope.writeRawValue(data);
            envelope.writeEndObject();
        }
        frame.writeBytes(utf8("\n\n"));
        return frame.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JacksonModule labels() {
        return new SimpleModule().addSerializer(new StdSerializer<TorrentState>(TorrentState.class) {
            @Override
            public void serialize(TorrentState state, JsonGenerator generator, SerializationContext context) {
                generator.writeString(state.label());
            }
        });
    }
}
