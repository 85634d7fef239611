package dev.revaer.cli.session;

import dev.revaer.cli.http.Connection;
import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.http.Timeouts;
import dev.revaer.cli.http.TorrentFinder;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One run of the command: what every verb works with.
public final class Session {
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

    /// Whether the output is for a program.
    public boolean isJson() {
        return options.isJson();
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
            client = new RevaerClient(connection(), Timeouts.USUAL);
        }
        return client;
    }

    /// Finds torrents of the service.
    public TorrentFinder finder() {
        return new TorrentFinder(client());
    }

    /// Prints the service's JSON on one line.
    public void json(JsonNode json) {
        console.line(SafeText.json(json.toString()));
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
