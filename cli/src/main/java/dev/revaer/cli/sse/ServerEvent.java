package dev.revaer.cli.sse;

import java.util.OptionalLong;
import java.util.regex.Pattern;

import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;

/// Something that happened in the service.
///
/// @param id numbers strictly increase; empty only if the service gave none
/// @param fields the envelope as it came
public record ServerEvent(OptionalLong id, String type, Fields fields) {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    static ServerEvent of(SseFrame frame) {
        var fields = Fields.parse(frame.data());
        OptionalLong inside = fields.number("id");
        return new ServerEvent(
                inside.isPresent() ? inside : id(frame.id()),
                fields.text("type", frame.event()),
                fields);
    }

    static OptionalLong id(@Nullable String text) {
        return text != null && ID.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /// What the type of event says about itself.
    public Fields data() {
        return fields.at("data");
    }

    /// The torrent it is about.
    public @Nullable String infoHash() {
        return fields.text("infoHash");
    }
}
