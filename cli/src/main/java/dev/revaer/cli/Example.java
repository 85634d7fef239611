package dev.revaer.cli;

import java.util.Arrays;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;

/// How a verb may be used, as its help shows it: a line of the footer, `  revaer VERB ...  # what for`.
///
/// Examples share one world, so that a test can run them as they stand: a torrent `debian-13`, another whose info
/// hash begins with `3f9c`, the service's directories `/srv/downloads` and `/srv/library`.
///
/// @param command a line of a shell
/// @param purpose empty where the command speaks for itself
public record Example(String command, String purpose) {
    private static final String SEPARATOR = "  # ";

    /// The examples of a verb, in their order.
    public static List<Example> of(CommandSpec verb) {
        return Arrays.stream(verb.usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("revaer "))
                .map(Example::parse)
                .toList();
    }

    private static Example parse(String line) {
        int end = line.indexOf(SEPARATOR);
        return end < 0
                ? new Example(line, "")
                : new Example(
                        line.substring(0, end).strip(),
                        line.substring(end + SEPARATOR.length()).strip());
    }
}
