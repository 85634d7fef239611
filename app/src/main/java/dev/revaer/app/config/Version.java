package dev.revaer.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

import dev.revaer.api.health.FullHealth.Build;
import dev.revaer.engine.session.jni.NativeLibrary;
import picocli.CommandLine.IVersionProvider;

/// Which Revaer this is.
public final class Version implements IVersionProvider {
    /// As the archive says; `dev` when run from classes.
    public static final String NUMBER = Objects
            .requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

    /// What runs, with the libraries it stands on. libtorrent must have been loaded.
    static Build build() {
        var source = new Properties();
        try (var file = Version.class.getResourceAsStream("/git.properties")) {
            if (file != null) {
                source.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(
                NUMBER,
                source.getProperty("git.commit.id.abbrev"),
                NativeLibrary.libtorrentVersion(),
                Runtime.version().toString());
    }

    @Override
    public String[] getVersion() {
        return new String[]{"revaer " + NUMBER};
    }
}
