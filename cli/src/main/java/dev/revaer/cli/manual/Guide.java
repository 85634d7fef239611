package dev.revaer.cli.manual;

import java.util.List;

import dev.revaer.cli.manual.Verb.Argument;
import picocli.CommandLine.Model.CommandSpec;

/// All verbs on one page, in Markdown: `docs/cli.md`.
public final class Guide {
    private static final String BEGINNING = """
            # The command line

            Generated from the commands; every example is run by a test. `revaer VERB --help` tells the same.

            """;

    private Guide() {}

    /// The page.
    ///
    /// @param command with all its verbs
    public static String of(CommandSpec command) {
        var root = Verb.of(command);
        var page = new StringBuilder(BEGINNING);
        page.append("| verb | what it does |\n|---|---|\n");
        root.all()
                .filter(verb -> verb.verbs().isEmpty())
                .forEach(
                        verb -> page
                                .append(
                                        "| [`%s`](#%s) | %s |\n"
                                                .formatted(verb.name(), anchor(verb), cell(verb.header()))));
        page.append("\n## All verbs\n\n");
        arguments(page, root.general());
        notes(page, root.notes());
        root.verbs().forEach(verb -> verb(page, verb, "##"));
        return page.toString();
    }

    private static void verb(StringBuilder page, Verb verb, String level) {
        page.append('\n').append(level).append(" ").append(verb.name()).append("\n\n");
        page.append(verb.header()).append("\n\n");
        verb.text().forEach(paragraph -> page.append(paragraph).append("\n\n"));
        if (verb.verbs().isEmpty()) {
            page.append("```sh\n").append(verb.usage()).append("\n```\n\n");
        }
        arguments(page, verb.arguments());
        notes(page, verb.notes());
        if (!verb.examples().isEmpty()) {
            page.append("```sh\n");
            verb.examples().forEach(example -> page.append(example).append('\n'));
            page.append("```\n");
        }
        verb.verbs().forEach(below -> verb(page, below, level + "#"));
    }

    private static void arguments(StringBuilder page, List<Argument> arguments) {
        if (!arguments.isEmpty()) {
            page.append("| | |\n|---|---|\n");
            arguments.forEach(
                    argument -> page
                            .append(
                                    "| `%s` | %s |\n"
                                            .formatted(cell(argument.form()), cell(argument.description()))));
            page.append('\n');
        }
    }

    private static void notes(StringBuilder page, List<String> notes) {
        if (!notes.isEmpty()) {
            page.append(String.join("\n", notes)).append("\n\n");
        }
    }

    private static String anchor(Verb verb) {
        return verb.name().replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
