package dev.revaer.cli.event;

import java.util.Map;
import java.util.StringJoiner;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.sse.ServerEvent;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Units;
import tools.jackson.databind.JsonNode;

/// Writes an event on one line for people.
final class EventLine {
    private static final int SHORT_HASH = 10;
    private static final int LONGEST_VALUE = 300;

    private EventLine() {}

    static String of(ServerEvent event, Console console) {
        String severity = event.fields().text("severity", "info");
        String hash = event.infoHash() == null ? "" : event.infoHash();
        String id = event.id().isPresent() ? Long.toString(event.id().getAsLong()) : "-";
        String line = "%s %6s  %s  %s  %s".formatted(
                SafeText.of(event.fields().text("at", "-")),
                id,
                console.painted(Paint.ofStatus(severity), "%-17s".formatted(SafeText.of(event.type()))),
                "%-10s".formatted(
                        SafeText.of(hash.length() > SHORT_HASH ? hash.substring(0, SHORT_HASH) : hash)),
                SafeText.of(words(event)));
        return line.stripTrailing();
    }

    private static String words(ServerEvent event) {
        Fields data = event.data();
        return switch (event.type()) {
            case "progress" -> "%s of %s  %s  ETA %s  %d peers".formatted(
                    Units.percent(data.part("progress")),
                    Units.size(data.count("sizeBytes")),
                    Units.rate(data.count("downloadBytesPerSecond")),
                    Units.duration(data.number("etaSeconds")),
                    data.count("peers"));
            case "fsops_progress" -> stage(data);
            case "fsops_completed" ->
                "%s  %s".formatted(data.text("libraryPath", "-"), Units.size(data.count("bytes")));
            case "state_changed" -> "%s -> %s  %s".formatted(
                    data.text("from", "-"),
                    data.text("to", "-"),
                    data.text("reason", ""));
            default -> pairs(data);
        };
    }

    /// Bytes are told once a stage has counted them.
    private static String stage(Fields data) {
        var stage = data.text("stage", "-");
        var total = data.count("bytesTotal");
        return total <= 0
                ? stage
                : "%s  %s  %s of %s".formatted(
                        stage,
                        Units.percent(data.count("bytesDone") / (double) total),
                        Units.size(data.count("bytesDone")),
                        Units.size(total));
    }

    private static String pairs(Fields data) {
        var pairs = new StringJoiner("  ");
        if (data.json().isObject()) {
            for (Map.Entry<String, JsonNode> field : data.json().properties()) {
                JsonNode value = field.getValue();
                if (!value.isNull()) {
                    pairs.add(
                            field.getKey() + "="
                                    + shortened(value.isString() ? value.stringValue() : value.toString()));
                }
            }
        }
        return pairs.toString();
    }

    private static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }
}
