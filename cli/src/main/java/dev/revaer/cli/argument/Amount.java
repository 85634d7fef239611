package dev.revaer.cli.argument;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Bytes, or bytes per second, as people give them: `500k`, `1.5M`, `2GiB`, or a plain number; a unit is 1024 of the one
/// before it.
///
/// @param bytes 0 for `none` and `unlimited`
public record Amount(long bytes) {
    private static final Pattern FORM = Pattern
            .compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([kmgt]?)(?:i?b)?(?:/s)?");
    private static final String UNITS = "kmgt";

    /// Reads an option's value.
    public static final class Converter implements ITypeConverter<Amount> {
        @Override
        public Amount convert(String text) {
            return parse(text);
        }
    }

    static Amount parse(String text) {
        String low = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        if (low.equals("none") || low.equals("unlimited")) {
            return new Amount(0);
        }
        var matcher = FORM.matcher(low);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        var bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw wrong(text);
        }
        return new Amount(bytes.longValue());
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'" + text + "' is no amount; give one like 500k, 1.5M, 1048576 or none");
    }
}
