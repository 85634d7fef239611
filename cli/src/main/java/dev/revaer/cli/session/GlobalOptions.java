package dev.revaer.cli.session;

import java.time.Duration;

import dev.revaer.cli.http.Timeouts;
import dev.revaer.cli.output.OutputFormat;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
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
            "--output"}, paramLabel = "FORMAT", scope = ScopeType.INHERIT, description = "table for people (the default), json or csv for programs.")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = {"-q",
            "--quiet"}, scope = ScopeType.INHERIT, description = "Print only what a script needs, such as info hashes.")
    private boolean quiet;

    @Option(names = "--timeout", paramLabel = "SECONDS", scope = ScopeType.INHERIT, description = "How long the service may take to answer (30 if absent).")
    private @Nullable Integer timeout;

    @Nullable
    String url() {
        return url;
    }

    @Nullable
    String apiKey() {
        return apiKey;
    }

    /// How long the service may take.
    ///
    /// @throws CliException when it makes no sense
    Timeouts timeouts() {
        if (timeout == null) {
            return Timeouts.USUAL;
        }
        if (timeout < 1) {
            throw new CliException(new CliError.Invalid("--timeout must be 1 or more"));
        }
        var answer = Duration.ofSeconds(timeout);
        var connect = answer.compareTo(Timeouts.USUAL.connect()) < 0 ? answer : Timeouts.USUAL.connect();
        return new Timeouts(connect, answer, Timeouts.USUAL.silence());
    }

    OutputFormat output() {
        return output;
    }

    boolean isQuiet() {
        return quiet;
    }
}
