package dev.revaer.api.event;

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

    private static final int ENVELOPE = 250;

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
        var text = json.writeValueAsString(data);
        return maybeUnstorable(text) ? UNSTORABLE.matcher(text).replaceAll(found -> {
            var backslashes = Objects.requireNonNullElse(found.group(1), "");
            return Matcher.quoteReplacement(backslashes + '\uFFFD');
        }) : text;
    }

    /// Whether it is worth a closer look: next to no event is.
    private static boolean maybeUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return text.contains("\\u0000");
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
        var frame = new StringBuilder(data.length() + ENVELOPE);
        frame.append("id: ").append(id).append("\nevent: ").append(type.label()).append("\ndata: ");
        putEnvelope(frame, id, type, at, severity, infoHash, data);
        return frame.append("\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The envelope alone of an event whose `data` is encoded already.
    ///
    /// @param data the `data` member as JSON
    public static String envelope(
            long id,
            EventType type,
            Instant at,
            Severity severity,
            @Nullable InfoHash infoHash,
            String data) {
        var envelope = new StringBuilder(data.length() + ENVELOPE);
        putEnvelope(envelope, id, type, at, severity, infoHash, data);
        return envelope.toString();
    }

    /// Nothing of it needs to be escaped.
    private static void putEnvelope(
            StringBuilder envelope,
            long id,
            EventType type,
            Instant at,
            Severity severity,
            @Nullable InfoHash infoHash,
            String data) {
        envelope.append("{\"id\":").append(id);
        envelope.append(",\"type\":\"").append(type.label());
        envelope.append("\",\"at\":\"").append(at.truncatedTo(ChronoUnit.MILLIS));
        envelope.append("\",\"severity\":\"").append(severity.label());
        if (infoHash != null) {
            envelope.append("\",\"infoHash\":\"").append(infoHash.hex());
        }
        envelope.append("\",\"data\":").append(data).append('}');
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
