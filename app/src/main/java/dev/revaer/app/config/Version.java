package dev.revaer.app.config;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/// Which Revaer this is.
public final class Version implements IVersionProvider {
    /// As the archive says; `dev` when run from classes.
    public static final String NUMBER = Objects
            .requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

    @Override
    public String[] getVersion() {
        return new String[]{"revaer " + NUMBER};
    }
}
