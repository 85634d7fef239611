package dev.revaer.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.Table.Cell;
import dev.revaer.cli.view.Units;
import tools.jackson.databind.JsonNode;

/// What a value of the service means, and so how people read it.
public enum Kind {
    /// Words.
    TEXT,
    /// Words that may be cut where the screen is narrow.
    NAME,
    /// An info hash, of which its beginning is shown.
    HASH,
    /// A torrent's or a job's state.
    STATE,
    /// How a component is.
    STATUS,
    /// A whole number.
    COUNT,
    /// Bytes.
    SIZE,
    /// Bytes per second.
    RATE,
    /// Bytes per second that must not be exceeded; 0 for no limit.
    LIMIT,
    /// A part of one.
    PART,
    /// A part of one, with a bar.
    PROGRESS,
    /// Uploaded over downloaded.
    RATIO,
    /// A time span.
    SECONDS,
    /// A moment, shown in the zone of this machine.
    TIME,
    /// Several words.
    LIST;

    private static final int BAR = 10;
    private static final int SHORT_HASH = 10;
    private static final int TO_THE_SECOND = 19;

    boolean isToTheRight() {
        return switch (this) {
            case COUNT, SIZE, RATE, LIMIT, PART, RATIO, SECONDS -> true;
            case TEXT, NAME, HASH, STATE, STATUS, PROGRESS, TIME, LIST -> false;
        };
    }

    boolean shrinks() {
        return this == NAME || this == LIST;
    }

    /// What people see of it; a dash for what is not there.
    Cell cell(JsonNode value) {
        if (isNothing(value)) {
            return Cell.of("-");
        }
        return switch (this) {
            case TEXT, NAME, COUNT, LIST -> Cell.of(raw(value));
            case HASH -> {
                String hash = raw(value);
                yield new Cell(hash.substring(0, Math.min(SHORT_HASH, hash.length())), Paint.DIM);
            }
            case STATE -> new Cell(raw(value), Paint.ofState(raw(value)));
            case STATUS -> new Cell(raw(value), Paint.ofStatus(raw(value)));
            case SIZE -> Cell.of(Units.size(whole(value)));
            case RATE -> Cell.of(Units.rate(whole(value)));
            case LIMIT -> Cell.of(whole(value) <= 0 ? "none" : Units.rate(whole(value)));
            case PART -> Cell.of(Units.percent(value.asDouble(0)));
            case PROGRESS -> Cell.of(
                    "%s %6s".formatted(
                            ProgressBar.of(value.asDouble(0), BAR),
                            Units.percent(value.asDouble(0))));
            case RATIO -> Cell.of(Units.ratio(value.asDouble(0)));
            case SECONDS -> Cell.of(Units.duration(OptionalLong.of(whole(value))));
            case TIME -> Cell.of(time(raw(value)));
        };
    }

    /// What programs are given: the value as the service wrote it, lists with commas between.
    static String raw(JsonNode value) {
        if (isNothing(value)) {
            return "";
        }
        if (value.isArray()) {
            return value.valueStream().map(Kind::raw).collect(Collectors.joining(","));
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty());
    }

    private static long whole(JsonNode value) {
        return value.isNumber() ? (long) value.asDouble(0) : 0;
    }

    private static String time(String text) {
        try {
            String local = Instant.parse(text).atZone(ZoneId.systemDefault()).toLocalDateTime().toString();
            return local.substring(0, Math.min(TO_THE_SECOND, local.length())).replace('T', ' ');
        } catch (DateTimeParseException _) {
            return text;
        }
    }
}
