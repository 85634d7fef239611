package dev.revaer.fsops.external;

/// Whether other programs unpack what is not read in process.
public enum ExternalToolUse {
    /// They do not: archives of such formats are ordinary files.
    OFF,
    /// The first that is here and can does; a download with such an archive fails while there is none.
    AUTO
}
