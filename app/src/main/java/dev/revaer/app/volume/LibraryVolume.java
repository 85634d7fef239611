package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.keeper.Keeper;

/// Whether downloads and library share a volume: there files are linked, and take no space a second time. Looked at by a
/// thread of its own, as a volume may not answer.
public final class LibraryVolume implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Path downloads;
    private final Supplier<Path> library;
    private final Keeper keeper;
    private volatile Component seen = Component.up("not looked at yet");

    /// Begins to look.
    public LibraryVolume(Path downloads, Supplier<Path> library) {
        this.downloads = downloads;
        this.library = library;
        this.keeper = Keeper.start("library-volume", INTERVAL, this::look);
        keeper.wake();
    }

    /// How the library lay to the downloads when it was last looked.
    public Component health() {
        return seen;
    }

    @Override
    public void close() {
        keeper.close();
    }

    private void look() {
        seen = of(downloads, library.get());
    }

    static Component of(Path downloads, Path library) {
        try {
            var isShared = Devices.number(Devices.existing(downloads)) == Devices
                    .number(Devices.existing(library));
            return Component.up(
                    isShared
                            ? library + " is on the volume of downloads: files are linked"
                            : library + " is on another volume than downloads: files are copied");
        } catch (IOException e) {
            return Component.degraded(
                    library + " cannot be looked at: " + e.getMessage(),
                    "See that the library is mounted and that Revaer may read it.");
        }
    }
}
