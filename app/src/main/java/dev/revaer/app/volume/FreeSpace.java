package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells the volume of a directory.
@FunctionalInterface
public interface FreeSpace {
    /// As the system says it.
    FreeSpace OF_THE_SYSTEM = directory -> {
        var existing = Devices.existing(directory);
        return new Volume(Devices.number(existing), Files.getFileStore(existing).getUsableSpace());
    };

    /// A volume as it is now.
    ///
    /// @param device the same for all directories on it
    record Volume(long device, long freeBytes) {}

    /// Looks at the volume now.
    ///
    /// @param directory need not be there; what counts is where it would be made
    Volume of(Path directory) throws IOException;
}
