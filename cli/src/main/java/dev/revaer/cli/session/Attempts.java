package dev.revaer.cli.session;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// Does one thing after another, though one fails: each failure is told, and the first one's exit code is kept.
public final class Attempts {
    private final Session session;
    private int exitCode;

    /// None was made yet.
    public Attempts(Session session) {
        this.session = session;
    }

    /// Tries it; what concerns more than this one thing, such as a service that is gone, is thrown on.
    public void attempt(Runnable step) {
        try {
            step.run();
        } catch (CliException e) {
            if (!concernsOne(e.error())) {
                throw e;
            }
            failed(e);
        }
    }

    /// Tells of a failure.
    public void failed(CliException failure) {
        int code = session.report(failure);
        exitCode = exitCode == 0 ? code : exitCode;
    }

    /// Of the first that failed; 0 if none did.
    public int exitCode() {
        return exitCode;
    }

    private static boolean concernsOne(CliError error) {
        return switch (error) {
            case CliError.Refused(var problem) -> problem.status() != 401 && problem.status() != 403;
            case CliError.Unreachable _,CliError.Interrupted _,CliError.OutputClosed _ -> false;
            case CliError.Invalid _,CliError.NotUnderstood _,CliError.TorrentFailed _ -> true;
            case CliError.NoSuchTorrent _,CliError.Ambiguous _ -> true;
        };
    }
}
