package dev.revaer.cli.problem;

import java.util.List;

/// What ended a verb before it was done.
public sealed interface CliError {
    /// Nothing answered, or the answer did not come in time.
    ///
    /// @param url the service that was asked for
    record Unreachable(String url, String reason) implements CliError {}

    /// The service answered with an error.
    record Refused(Problem problem) implements CliError {}

    /// The service answered with something that is not its contract.
    record NotUnderstood(String reason) implements CliError {}

    /// What the user gave can't be used.
    record Invalid(String reason) implements CliError {}

    /// No torrent goes by this info hash, prefix or name.
    record NoSuchTorrent(String wanted) implements CliError {}

    /// Several torrents go by this prefix or name.
    ///
    /// @param candidates one line for each torrent meant, at most a screenful
    record Ambiguous(String wanted, List<String> candidates) implements CliError {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /// The torrent that was followed, or its post-processing, failed.
    record TorrentFailed(String name, String reason) implements CliError {}

    /// Whoever read the output has gone.
    record OutputClosed() implements CliError {}

    /// The thread was asked to stop.
    record Interrupted() implements CliError {}
}
