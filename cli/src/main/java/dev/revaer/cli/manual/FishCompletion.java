package dev.revaer.cli.manual;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completion for fish: verbs and options with what they are for, and the words that an option knows.
public final class FishCompletion {
    private FishCompletion() {}

    /// A script for fish.
    ///
    /// @param command with all its verbs
    public static String of(CommandSpec command) {
        var script = new StringBuilder("""
                # Completion of revaer for fish.
                set -g __revaer_verbs %s

                # Succeeds where the verb that was typed so far is this one.
                function __revaer_at
                    set -l verb
                    for word in (commandline -opc)[2..-1]
                        set -l longer (string trim -- "$verb $word")
                        contains -- "$longer" $__revaer_verbs; and set verb $longer
                    end
                    test "$verb" = "$argv[1]"
                end

                complete -c revaer -f
                """.formatted(verbs(command)));
        add(script, command, "");
        return script.toString();
    }

    private static String verbs(CommandSpec command) {
        return Verb.of(command)
                .all()
                .map(verb -> quoted(path(verb.name())))
                .filter(verb -> !verb.equals("''"))
                .collect(Collectors.joining(" "));
    }

    private static void add(StringBuilder script, CommandSpec spec, String path) {
        var condition = "complete -c revaer -n " + quoted("__revaer_at " + quotedInside(path));
        for (var below : spec.subcommands().entrySet()) {
            var header = String.join(" ", below.getValue().getCommandSpec().usageMessage().header());
            script.append(condition)
                    .append(" -a ")
                    .append(quoted(below.getKey()))
                    .append(" -d ")
                    .append(quoted(header))
                    .append('\n');
        }
        spec.options()
                .stream()
                .filter(option -> !option.hidden())
                .forEach(option -> script.append(condition).append(option(option)).append('\n'));
        if (spec.subcommands().isEmpty() && !spec.positionalParameters().isEmpty()) {
            script.append(condition).append(" -F\n");
        }
        spec.subcommands()
                .forEach(
                        (name, line) -> add(script, line.getCommandSpec(), (path + " " + name).strip()));
    }

    private static String option(OptionSpec option) {
        var text = new StringBuilder();
        for (var name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            var words = option.completionCandidates();
            text.append(
                    words == null
                            ? " -r -F"
                            : " -x -a " + quoted(
                                    StreamSupport.stream(words.spliterator(), false)
                                            .map(word -> word.toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(" "))));
        }
        return text.append(" -d ").append(quoted(String.join(" ", option.description()))).toString();
    }

    private static String path(String qualifiedName) {
        var space = qualifiedName.indexOf(' ');
        return space < 0 ? "" : qualifiedName.substring(space + 1);
    }

    private static String quotedInside(String path) {
        return '"' + path + '"';
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
