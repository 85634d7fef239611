package dev.revaer.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What the model of a command tells of it.
///
/// @param name with those of the commands it belongs to: `revaer config set`
/// @param header in one sentence
/// @param usage as help shows it
/// @param text paragraphs
/// @param arguments positional ones, then options of its own
/// @param general options that all verbs have; of the command itself only
/// @param examples lines of a shell
/// @param notes other lines that help ends with
/// @param verbs that belong to it
record Verb(
        String name,
        String header,
        String usage,
        List<String> text,
        List<Argument> arguments,
        List<Argument> general,
        List<String> examples,
        List<String> notes,
        List<Verb> verbs) {

    /// @param form `--limit=N`
    record Argument(String form, String description) {}

    static Verb of(CommandSpec spec) {
        var message = spec.usageMessage();
        var arguments = new ArrayList<Argument>();
        spec.positionalParameters()
                .stream()
                .filter(argument -> !argument.hidden())
                .forEach(
                        argument -> arguments
                                .add(new Argument(argument.paramLabel(), description(argument))));
        boolean isRoot = spec.parent() == null;
        var options = spec.options().stream().filter(option -> !option.hidden()).toList();
        options.stream()
                .filter(option -> !option.inherited() && !isRoot)
                .forEach(option -> arguments.add(new Argument(form(option), description(option))));
        var footer = Arrays.stream(message.footer()).map(String::strip).toList();
        return new Verb(
                spec.qualifiedName(),
                String.join(" ", message.header()).strip(),
                new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip(),
                paragraphs(message.description()),
                arguments,
                isRoot
                        ? options.stream()
                                .map(option -> new Argument(form(option), description(option)))
                                .toList()
                        : List.of(),
                footer.stream().filter(line -> line.startsWith("revaer ")).toList(),
                footer.stream().filter(line -> !line.isEmpty() && !line.startsWith("revaer ")).toList(),
                spec.subcommands()
                        .values()
                        .stream()
                        .distinct()
                        .map(line -> of(line.getCommandSpec()))
                        .toList());
    }

    /// This one and all below it, each before those that belong to it.
    Stream<Verb> all() {
        return Stream.concat(Stream.of(this), verbs.stream().flatMap(Verb::all));
    }

    private static String form(OptionSpec option) {
        var names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static String description(ArgSpec argument) {
        var usual = argument.defaultValue();
        return Arrays.stream(argument.description())
                .collect(Collectors.joining(" "))
                .replace("${DEFAULT-VALUE}", usual == null ? "none" : usual)
                .replace("%%", "%");
    }

    private static List<String> paragraphs(String[] lines) {
        return Arrays.stream(String.join("\n", lines).split("\n\\s*\n"))
                .map(paragraph -> paragraph.replaceAll("\\s+", " ").replace("%%", "%").strip())
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
