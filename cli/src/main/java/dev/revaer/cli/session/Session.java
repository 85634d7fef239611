package dev.revaer.cli.session;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.http.Connection;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.output.Output;
import dev.revaer.cli.output.OutputFormat;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.TorrentFinder;
import dev.revaer.cli.service.Torrents;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One run of the command: what every verb works with.
public final class Session implements AutoCloseable {
    private static final String USUAL_URL = "http://127.0.0.1:7070";

    private final GlobalOptions options;
    private final Surroundings surroundings;
    private final Console console;
    private @Nullable RevaerClient client;

    /// A run with these options, which may be filled in until the first verb is called.
    public Session(GlobalOptions options, Surroundings surroundings, Console console) {
        this.options = options;
        this.surroundings = surroundings;
        this.console = console;
    }

    /// The terminal.
    public Console console() {
        return console;
    }

    /// What the verb has to tell goes here.
    public Output output() {
        return new Output(console, options.output(), isQuiet());
    }

    /// Whether the output is the service's JSON.
    public boolean isJson() {
        return options.output() == OutputFormat.JSON;
    }

    /// Whether the output is for people who want to know more than the essential.
    public boolean isTalking() {
        return options.output() == OutputFormat.TABLE && !isQuiet();
    }

    /// Whether only the essential is to be printed.
    public boolean isQuiet() {
        return options.isQuiet();
    }

    /// The service: flags beat the environment, which beats the file.
    ///
    /// @throws CliException when one of them makes no sense
    public RevaerClient client() {
        if (client == null) {
            client = new RevaerClient(connection(), options.timeouts());
        }
        return client;
    }

    /// Lets go of the service.
    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    /// Finds torrents of the service.
    public TorrentFinder finder() {
        return new TorrentFinder(client());
    }

    /// The torrents of the service.
    public Torrents torrents() {
        return new Torrents(client());
    }

    /// Prints the service's JSON on one line.
    public void json(JsonNode json) {
        output().json(json);
    }

    /// Prints to the error stream what the user should know, unless they want quiet.
    public void notice(String text) {
        if (!isQuiet()) {
            console.error(SafeText.of(text));
        }
    }

    /// Tells the user what went wrong.
    ///
    /// @return the exit code
    public int report(CliException failure) {
        Failures.print(console, failure.error(), surroundings.configFile());
        return Failures.exitCode(failure.error());
    }

    /// What the user edits files with, a command of the shell.
    public String editor() {
        return surroundings.editor();
    }

    /// The user's directories.
    public Surroundings.Home home() {
        return surroundings.home();
    }

    /// Makes sure that a configuration file can be made.
    ///
    /// @throws CliException if there is one
    public void requireNoConfiguration() {
        if (Files.exists(surroundings.configFile())) {
            throw new CliException(
                    new CliError.Invalid(
                            surroundings.configFile() + " is there already: move it away first"));
        }
    }

    /// Makes the configuration file, for the service of this run.
    ///
    /// @return the file, which only its owner can read
    public Path keepConfiguration(String apiKey) {
        return ConfigFile.make(surroundings.configFile(), client().url(), apiKey);
    }

    private Connection connection() {
        String url = first(options.url(), surroundings.url());
        String apiKey = first(options.apiKey(), surroundings.apiKey());
        if (url == null || apiKey == null) {
            var file = ConfigFile.read(surroundings.configFile());
            url = first(url, file.url());
            apiKey = first(apiKey, file.apiKey());
        }
        return new Connection(url == null ? USUAL_URL : url, apiKey);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
