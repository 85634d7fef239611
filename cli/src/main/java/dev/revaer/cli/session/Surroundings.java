package dev.revaer.cli.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import dev.revaer.cli.view.Terminal;
import org.jspecify.annotations.Nullable;

/// What the command found around it when it started.
///
/// @param url `REVAER_URL`; null when unset or empty
/// @param apiKey `REVAER_API_KEY`; null when unset or empty
/// @param configFile may not exist
/// @param home where programs keep what is the user's
/// @param editor what the user edits files with, a command of the shell
public record Surroundings(
        @Nullable String url,
        @Nullable String apiKey,
        Path configFile,
        Home home,
        String editor,
        Terminal terminal) {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,3}");

    /// The user's directories (XDG Base Directory Specification).
    ///
    /// @param config of configuration
    /// @param data of what programs keep
    public record Home(Path directory, Path config, Path data) {}

    /// Reads them from an environment.
    ///
    /// @param home the user's directory, unless `HOME` names another
    /// @param interactive a person sits at input and output
    public static Surroundings of(Map<String, String> environment, String home, boolean interactive) {
        boolean coloured = interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Surroundings(
                set(environment, "REVAER_URL"),
                set(environment, "REVAER_API_KEY"),
                homeOf(environment, home).config().resolve("revaer").resolve("cli.toml"),
                homeOf(environment, home),
                editor(environment),
                new Terminal(
                        interactive,
                        coloured,
                        number(environment, "COLUMNS", USUAL_COLUMNS),
                        number(environment, "LINES", USUAL_ROWS)));
    }

    private static int number(Map<String, String> environment, String name, int usual) {
        String value = environment.getOrDefault(name, "");
        return SIZE.matcher(value).matches() ? Integer.parseInt(value) : usual;
    }

    private static Home homeOf(Map<String, String> environment, String home) {
        // What the service goes by as well. Java goes by the list of users, where those of containers often are not.
        String ours = set(environment, "HOME");
        var directory = Path.of(ours == null ? home : ours);
        return new Home(
                directory,
                given(environment, "XDG_CONFIG_HOME", directory.resolve(".config")),
                given(environment, "XDG_DATA_HOME", directory.resolve(".local/share")));
    }

    private static Path given(Map<String, String> environment, String name, Path usual) {
        String given = set(environment, name);
        // The XDG specification has relative paths ignored.
        return given != null && Path.of(given).isAbsolute() ? Path.of(given) : usual;
    }

    private static String editor(Map<String, String> environment) {
        String visual = set(environment, "VISUAL");
        String plain = set(environment, "EDITOR");
        return visual != null ? visual : plain != null ? plain : "vi";
    }

    private static @Nullable String set(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public String toString() {
        return "Surroundings[" + url + ", " + configFile + "]";
    }
}
