package dev.revaer.cli.takeover;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import picocli.CommandLine.Option;

/// What can be said of an import from any client.
final class ImportOptions {
    @Option(names = "--dry-run", description = "Only show what it would add.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(names = "--map-path", paramLabel = "FROM=TO", converter = PathMapping.Converter.class, description = "A directory as the client names it, and as the service does; may be repeated.")
    private List<PathMapping> mappings = new ArrayList<>();

    @Option(names = "--only", paramLabel = "GLOB", description = "Torrents with such a name alone; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--paused", description = "Pause all of them.")
    private boolean paused;

    @Option(names = "--fsops", description = "Post-process what is complete, as if it were downloaded now.")
    private boolean fsops;

    @Option(names = "--force", description = "Even while the client seems to run.")
    private boolean force;

    boolean isDryRun() {
        return dryRun;
    }

    boolean isAgreed() {
        return yes;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isPostProcessed() {
        return fsops;
    }

    boolean isForced() {
        return force;
    }

    List<PathMapping> mappings() {
        return mappings;
    }

    /// Tells the torrents that are meant by their names.
    ///
    /// @throws CliException for what is no glob
    List<PathMatcher> matchers() {
        return only.stream().map(ImportOptions::matcher).toList();
    }

    /// Whether a torrent is meant.
    static boolean isMeant(List<PathMatcher> matchers, String name) {
        var path = Path.of(name.replace('/', '_').replace('\0', '_'));
        return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new CliException(
                    new CliError.Invalid("'" + glob + "' is no glob: " + e.getDescription()),
                    e);
        }
    }
}
