package dev.revaer.cli.argument;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time span as people give it: `90s`, `2h30m`, `7d`, or as in ISO 8601 `PT2H30M`.
public record Span(Duration duration) {
    private static final Pattern FORM = Pattern
            .compile("(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9})s?)?");

    /// Reads an option's value.
    public static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            return parse(text);
        }
    }

    static Span parse(String text) {
        String low = text.strip().toLowerCase(Locale.ROOT);
        var matcher = FORM.matcher(low);
        if (!low.isEmpty() && matcher.matches()) {
            return new Span(
                    Duration.ofDays(number(matcher.group(1)))
                            .plusHours(number(matcher.group(2)))
                            .plusMinutes(number(matcher.group(3)))
                            .plusSeconds(number(matcher.group(4))));
        }
        try {
            return new Span(Duration.parse(text.strip()));
        } catch (DateTimeParseException _) {
            throw new TypeConversionException(
                    "'" + text + "' is no time span; give one like 90s, 2h30m or 7d");
        }
    }

    @SuppressWarnings("NullAway") // a group that took no part is null
    private static long number(String group) {
        return group == null ? 0 : Long.parseLong(group);
    }

    @Override
    public String toString() {
        return duration.toString();
    }
}
