package dev.revaer.cli.session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options every verb takes, before it or after it.
public final class GlobalOptions {
    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT, description = "The service's address, else REVAER_URL, else the configuration file's url, else http://127.0.0.1:7070.")
    private @Nullable String url;

    @Option(names = "--api-key", paramLabel = "KEY", scope = ScopeType.INHERIT, description = "The API key, else REVAER_API_KEY, else the configuration file's apiKey.")
    private @Nullable String apiKey;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", scope = ScopeType.INHERIT, description = "table for people (the default), json for programs.")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = {"-q",
            "--quiet"}, scope = ScopeType.INHERIT, description = "Print only what a script needs, such as info hashes.")
    private boolean quiet;

    @Nullable
    String url() {
        return url;
    }

    @Nullable
    String apiKey() {
        return apiKey;
    }

    boolean isJson() {
        return output == OutputFormat.JSON;
    }

    boolean isQuiet() {
        return quiet;
    }
}
