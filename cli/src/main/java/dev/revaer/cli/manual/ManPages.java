package dev.revaer.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.revaer.cli.manual.Verb.Argument;
import picocli.CommandLine.Model.CommandSpec;

/// A page of the manual (man 7) for the command and each of its verbs.
public final class ManPages {
    private ManPages() {}

    /// The pages by the names of their files: `revaer-config-set.1`.
    ///
    /// @param command with all its verbs
    public static Map<String, String> of(CommandSpec command, String version) {
        var pages = new LinkedHashMap<String, String>();
        var root = Verb.of(command);
        root.all().forEach(verb -> pages.put(file(verb) + ".1", page(verb, root, version)));
        return pages;
    }

    /// Writes the pages into a directory.
    public static void write(CommandSpec command, String version, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var page : of(command, version).entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
        }
    }

    private static String page(Verb verb, Verb root, String version) {
        var page = new StringBuilder();
        page.append(
                ".TH \"%s\" 1 \"\" \"Revaer %s\" \"Revaer\"\n"
                        .formatted(file(verb).toUpperCase(Locale.ROOT), version));
        section(page, "NAME").append(escaped(file(verb)))
                .append(" \\- ")
                .append(escaped(verb.header()))
                .append('\n');
        section(page, "SYNOPSIS").append(".nf\n").append(escaped(verb.usage())).append("\n.fi\n");
        if (!verb.text().isEmpty()) {
            section(page, "DESCRIPTION");
            verb.text().forEach(paragraph -> page.append(".PP\n").append(line(paragraph)));
        }
        arguments(page, "OPTIONS", verb.arguments());
        arguments(page, "GENERAL OPTIONS", root.general());
        if (!verb.verbs().isEmpty()) {
            arguments(
                    page,
                    "VERBS",
                    verb.verbs().stream().map(below -> new Argument(below.name(), below.header())).toList());
        }
        if (!verb.examples().isEmpty()) {
            section(page, "EXAMPLES").append(".nf\n");
            verb.examples().forEach(example -> page.append(line(example)));
            page.append(".fi\n");
        }
        if (!verb.notes().isEmpty()) {
            section(page, "NOTES").append(".nf\n");
            verb.notes().forEach(note -> page.append(line(note)));
            page.append(".fi\n");
        }
        if (!verb.equals(root)) {
            section(page, "SEE ALSO").append(".BR revaer (1)\n");
        }
        return page.toString();
    }

    private static void arguments(StringBuilder page, String title, List<Argument> arguments) {
        if (!arguments.isEmpty()) {
            section(page, title);
            arguments.forEach(
                    argument -> page.append(".TP\n\\fB")
                            .append(escaped(argument.form()))
                            .append("\\fR\n")
                            .append(line(argument.description())));
        }
    }

    private static StringBuilder section(StringBuilder page, String title) {
        return page.append(".SH ").append(title).append('\n');
    }

    private static String file(Verb verb) {
        return verb.name().replace(' ', '-');
    }

    /// What begins with a dot or an apostrophe would be taken for a request.
    private static String line(String text) {
        var safe = escaped(text);
        return (safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe) + "\n";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\n.", "\n\\&.");
    }
}
