package dev.revaer.cli.session;

/// For whom the output is.
public enum OutputFormat {
    /// People.
    TABLE,
    /// Programs: the service's own JSON.
    JSON
}
