package dev.revaer.cli.output;

import java.util.List;
import java.util.stream.Collectors;

import dev.revaer.cli.view.SafeText;

/// Comma-separated values with the quoting of RFC 4180, a line feed after each record.
final class Csv {
    private Csv() {}

    /// One record; a control character in a value is spelled out, as it could act on a terminal.
    static String record(List<String> values) {
        return values.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\n";
    }

    private static String quoted(String value) {
        String safe = SafeText.of(value);
        boolean plain = safe.chars().noneMatch(unit -> unit == ',' || unit == '"' || unit == ' ');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
