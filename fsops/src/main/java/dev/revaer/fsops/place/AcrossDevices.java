package dev.revaer.fsops.place;

/// What happens to a file that cannot be linked into the library, most often since it lies on another device.
public enum AcrossDevices {
    /// It is copied.
    COPY,
    /// The run fails: the library is to take no room of its own.
    REFUSE
}
