package dev.revaer.app.config;

import java.util.Objects;

/// Which Revaer this is.
public final class Version {
    /// As the archive says; `dev` when run from classes.
    public static final String NUMBER = Objects
            .requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

    private Version() {}
}
