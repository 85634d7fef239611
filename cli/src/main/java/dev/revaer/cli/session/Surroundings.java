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
public record Surroundings(
        @Nullable String url,
        @Nullable String apiKey,
        Path configFile,
        Terminal terminal) {
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,3}");

    /// Reads them from an environment.
    ///
    /// @param home the user's directory
    /// @param interactive a person sits at input and output
    public static Surroundings of(Map<String, String> environment, String home, boolean interactive) {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean coloured = interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Surroundings(
                set(environment, "REVAER_URL"),
                set(environment, "REVAER_API_KEY"),
                configDirectory(environment, home).resolve("revaer").resolve("cli.toml"),
                new Terminal(
                        interactive,
                        coloured,
                        COLUMNS.matcher(columns).matches() ? Integer.parseInt(columns) : USUAL_COLUMNS));
    }

    private static Path configDirectory(Map<String, String> environment, String home) {
        String given = set(environment, "XDG_CONFIG_HOME");
        // The XDG specification has relative paths ignored.
        return given != null && Path.of(given).isAbsolute() ? Path.of(given) : Path.of(home, ".config");
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
