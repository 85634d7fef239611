package dev.revaer.cli.problem;

/// Carries a [CliError] to where it is printed and becomes the exit code.
public final class CliException extends RuntimeException {
    private final transient CliError error;

    /// Carries `error`.
    public CliException(CliError error) {
        super(error.toString());
        this.error = error;
    }

    /// Carries `error`, which `cause` brought about.
    public CliException(CliError error, Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    /// What went wrong.
    public CliError error() {
        return error;
    }
}
