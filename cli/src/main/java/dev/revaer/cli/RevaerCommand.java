package dev.revaer.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.session.GlobalOptions;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.session.Surroundings;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The command `revaer`.
@Command(name = "revaer", header = "Talks to Revaer, the BitTorrent automation service.", synopsisSubcommandLabel = "VERB", commandListHeading = "%nVerbs:%n", footer = {
        "",
        "The launcher ./revaer has two more: 'up' starts the service, 'demo' shows it at work without a network.",
        "",
        "Every verb explains itself, with examples: revaer add --help",
        "",
        "Configuration file: $XDG_CONFIG_HOME/revaer/cli.toml (else ~/.config/revaer/cli.toml):",
        "  url = \"http://127.0.0.1:7070\"",
        "  apiKey = \"...\"",
        "Options beat the environment (REVAER_URL, REVAER_API_KEY), which beats the file.",
        "",
        "Exit codes: 0 done, 2 validation or usage, 3 can't reach the service, 4 not authorised,",
        "5 not found or conflict, 6 the service or the torrent failed, 130 interrupted."})
public final class RevaerCommand {
    private static final int OUR_FAULT = 1;
    private static final int HELP_WIDTH = 120;
    private static final List<String> VERSION = List.of("version");

    private RevaerCommand() {}

    /// Runs the command and ends the JVM with its exit code.
    public static void main(String[] arguments) {
        var surroundings = surroundings(new HashMap<>(System.getenv()));
        var console = new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                surroundings.terminal());
        // A shell begins a new line for what a signal has killed, but the JVM exits in good order.
        var brokenOff = new Thread(console::leave);
        Runtime.getRuntime().addShutdownHook(brokenOff);
        int exitCode = run(surroundings, console, List.of(arguments));
        try {
            Runtime.getRuntime().removeShutdownHook(brokenOff);
        } catch (IllegalStateException _) {
            // A signal came first.
        }
        System.exit(exitCode);
    }

    /// What is around this process.
    ///
    /// @param environment gains the size of the terminal
    static Surroundings surroundings(Map<String, String> environment) {
        // Without a terminal there is no console, whatever its documentation says of newer versions.
        boolean interactive = Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
        if (interactive && !environment.containsKey("COLUMNS")) {
            ScreenWidth.measured().ifPresent(size -> {
                ScreenWidth.columns(size).ifPresent(columns -> environment.put("COLUMNS", columns));
                ScreenWidth.rows(size).ifPresent(rows -> environment.put("LINES", rows));
            });
        }
        return Surroundings.of(environment, System.getProperty("user.home", ""), interactive);
    }

    /// Runs the command.
    ///
    /// @return the exit code
    static int run(Surroundings surroundings, Console console, List<String> arguments) {
        var options = new GlobalOptions();
        try (var session = new Session(options, surroundings, console)) {
            if (arguments.equals(VERSION)) {
                return version(session);
            }
            var line = line(options, session, arguments)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)));
            line.setParameterExceptionHandler((fault, _) -> explain(fault, session));
            line.setExecutionExceptionHandler((fault, _, _) -> explain(fault, session));
            var help = new StringWriter();
            line.setOut(new PrintWriter(help));
            int exitCode = line.execute(arguments.toArray(String[]::new));
            return help.getBuffer().isEmpty() ? exitCode : show(help.toString(), exitCode, session);
        }
    }

    // What scripts ask first: to look for options would take longer than all else.
    private static int version(Session session) {
        try {
            return new VersionCommand(session).call();
        } catch (CliException e) {
            return session.report(e);
        }
    }

    /// The command with all its verbs, to be asked about them; it is of no use for running one.
    public static CommandLine described() {
        var options = new GlobalOptions();
        var surroundings = Surroundings.of(Map.of(), "", false);
        var console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                surroundings.terminal());
        return line(options, new Session(options, surroundings, console), List.of());
    }

    private static CommandLine line(GlobalOptions options, Session session, List<String> arguments) {
        var line = new CommandLine(new RevaerCommand()).addMixin("global", options);
        line.getCommandSpec()
                .versionProvider(() -> new String[]{"revaer " + VersionCommand.version()})
                .addOption(asks("-h", "--help").usageHelp(true).description("Show how to use it.").build())
                .addOption(
                        asks("-V", "--version").versionHelp(true).description("Print the version.").build());
        Verbs.of(arguments).forEach(verb -> line.addSubcommand(verb.apply(session)));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH);
    }

    private static OptionSpec.Builder asks(String... names) {
        return OptionSpec.builder(names).type(boolean.class).scopeType(ScopeType.INHERIT);
    }

    private static CommandLine.Help.Ansi ansi(Console console) {
        return console.terminal().coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    private static int show(String help, int exitCode, Session session) {
        try {
            session.console().print(help);
            return exitCode;
        } catch (CliException e) {
            return session.report(e);
        }
    }

    private static int explain(Exception fault, Session session) {
        if (fault instanceof CliException known) {
            return session.report(known);
        }
        if (fault instanceof ParameterException usage) {
            int exitCode = session
                    .report(new CliException(new CliError.Invalid(String.valueOf(usage.getMessage()))));
            session.console()
                    .error(
                            "  " + usage.getCommandLine().getCommandSpec().qualifiedName()
                                    + " --help shows how.");
            return exitCode;
        }
        session.console().error(SafeText.of("revaer: a fault of this command: " + fault));
        return OUR_FAULT;
    }
}
