package dev.revaer.cli.output;

/// For whom the output is.
public enum OutputFormat {
    /// People.
    TABLE,
    /// Programs: the service's own JSON.
    JSON,
    /// Spreadsheets and scripts: comma-separated values, sizes in bytes.
    CSV
}
